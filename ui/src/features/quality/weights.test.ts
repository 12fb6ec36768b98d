import { describe, expect, it } from 'vitest'
import { row } from '@/test/samples'
import { changed, factors, movesOf, sameWeights, shown } from './weights'

const preset = {
  anger: 60, severity: 120, fear: 90, reach: 30, earlier_tries: 60, customer_value: 30,
  vulnerable: 90, influence: 30, request: 10, broken_promise: 60, no_answer_needed: -120, head_start_max: 240,
}

describe('weights', () => {
  it('shows what takes a head start away as a plain number, and keeps it below zero', () => {
    expect(shown(preset, 'no_answer_needed')).toBe(120)
    expect(changed(preset, 'no_answer_needed', 30).no_answer_needed).toBe(-30)
    expect(Object.is(changed(preset, 'no_answer_needed', 0).no_answer_needed, 0)).toBe(true)
    expect(Object.is(shown({ ...preset, no_answer_needed: 0 }, 'no_answer_needed'), 0)).toBe(true)
  })

  it.each([
    [-5, 0],
    [9999, 1440],
    [12.4, 12],
    [Number.NaN, 0],
  ])('keeps %d within its bounds', (minutes, expected) => {
    expect(changed(preset, 'anger', minutes).anger).toBe(expected)
  })

  it('knows every factor', () => {
    expect([...factors, 'head_start_max'].toSorted()).toEqual(Object.keys(preset).toSorted())
  })

  it('tells a change from none', () => {
    expect(sameWeights(preset, { ...preset })).toBe(true)
    expect(sameWeights(preset, changed(preset, 'fear', 10))).toBe(false)
    expect(sameWeights(preset, { ...preset, head_start_max: 10 })).toBe(false)
  })

  it('counts those that move', () => {
    const move = (before: number, after: number) => ({ row: row(), before, after, head_start: 0 })
    expect(movesOf([move(1, 1), move(3, 2), move(2, 3)])).toBe(2)
  })
})
