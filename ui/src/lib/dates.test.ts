import { expect, it } from 'vitest'
import { fromLocalField, nextWorkday, toLocalField } from './dates'
import { toBlocks, toLines } from './lines'

it('writes a moment as a date field does, and reads it back', () => {
  const iso = '2026-11-22T14:05:00.000Z'
  expect(toLocalField(iso)).toMatch(/^2026-11-2[123]T\d\d:\d\d$/)
  expect(fromLocalField(toLocalField(iso))).toBe(iso)
})

it.each([
  ['2026-11-19T10:00:00', 5],
  ['2026-11-20T10:00:00', 1],
  ['2026-11-21T10:00:00', 1],
])('the day of work after %s', (from, day) => {
  expect(new Date(nextWorkday(Date.parse(from))).getDay()).toBe(day)
})

it('takes lines and blocks apart', () => {
  expect(toLines(' a \n\n b\n')).toEqual(['a', 'b'])
  expect(toBlocks('one\ntwo\n\n  \nthree')).toEqual(['one\ntwo', 'three'])
})
