import { expect, it } from 'vitest'
import { dueOf, fromLocalField, nextWorkday, toLocalField } from './dates'
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

// A Thursday.
it.each([
  ['by Friday', { weekday: 5 }, '2026-11-20T17:00:00'],
  ['on Wednesday at 9:30', { weekday: 3, minute: 570 }, '2026-11-25T09:30:00'],
  ['on Thursday, which is today', { weekday: 4 }, '2026-11-19T17:00:00'],
  ['on Thursday at 8, which has passed', { weekday: 4, minute: 480 }, '2026-11-26T08:00:00'],
  ['on Sunday', { weekday: 7, minute: 600 }, '2026-11-22T10:00:00'],
  ['by 5 pm', { minute: 1020 }, '2026-11-19T17:00:00'],
  ['by 9, which has passed', { minute: 540 }, '2026-11-20T09:00:00'],
  ['tomorrow at noon', { in_days: 1, minute: 720 }, '2026-11-20T12:00:00'],
  ['today at 9, which has passed', { in_days: 0, minute: 540 }, null],
  ['no time at all', {}, null],
])('%s falls due on the own calendar', (_, named, due) => {
  expect(dueOf(named, Date.parse('2026-11-19T10:00:00'))).toBe(due === null ? null : new Date(due).toISOString())
})

it('believes a length of time that the desk has counted', () => {
  expect(dueOf({ due_at: '2026-11-19T12:00:00.000Z', weekday: 5 }, 0)).toBe('2026-11-19T12:00:00.000Z')
})

it('takes lines and blocks apart', () => {
  expect(toLines(' a \n\n b\n')).toEqual(['a', 'b'])
  expect(toBlocks('one\ntwo\n\n  \nthree')).toEqual(['one\ntwo', 'three'])
})
