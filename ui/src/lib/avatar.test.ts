import { describe, expect, it } from 'vitest'
import { HUES, hueOf, initialsOf } from './avatar'

describe('initialsOf', () => {
  it.each([
    ['Marta Silva', 'MS'],
    ['Maria de los Angeles', 'MA'],
    ['@blue269', 'B'],
    ['jane.doe', 'JD'],
    ['田中 美咲', '田'],
    ['김서연', '김'],
    ['דניאל כהן', 'דכ'],
    ['🌸 lily 🌸', 'L'],
    ['🌸', '🌸'],
    ['', '?'],
    ['\u202Eevil', 'E'],
  ])('%s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('hueOf', () => {
  it('is the same for the same person and spreads over all hues', () => {
    expect(hueOf('@marta')).toBe(hueOf('@marta'))
    const seen = new Set(Array.from({ length: 400 }, (_, at) => hueOf(`@user${at}`)))
    expect(seen.size).toBe(HUES)
  })
})
