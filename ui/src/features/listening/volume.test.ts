import { describe, expect, it } from 'vitest'
import { barsOf, peakOf, totalsOf } from './volume'

const since = '2026-11-20T00:00:00Z'
const now = Date.parse('2026-11-22T12:00:00Z')
const point = (from: string, count: number, negative = 0) => ({ from, count, negative, inbox: 0 })

describe('barsOf', () => {
  it('fills the days in which nothing was heard, up to today', () => {
    const bars = barsOf({ points: [point('2026-11-22T00:00:00Z', 4, 1)] }, { since, step_hours: 24 }, now)
    expect(bars.map((bar) => bar.count)).toEqual([0, 0, 4])
    expect(bars[2]).toEqual({ from: Date.parse('2026-11-22T00:00:00Z'), count: 4, negative: 1 })
  })

  it('counts in hours, too', () => {
    expect(barsOf({ points: [] }, { since, step_hours: 1 }, now)).toHaveLength(60)
  })

  it.each([
    ['before the time asked for', '2026-11-19T00:00:00Z'],
    ['in the future', '2026-12-24T00:00:00Z'],
    ['never', 'not a time'],
  ])('leaves out what was heard %s', (_, from) => {
    const bars = barsOf({ points: [point(from, 9)] }, { since, step_hours: 24 }, now)
    expect(bars.map((bar) => bar.count)).toEqual([0, 0, 0])
  })

  it('never draws without bound', () => {
    expect(barsOf({ points: [] }, { since: '1970-01-01T00:00:00Z', step_hours: 1 }, now)).toHaveLength(92)
  })
})

it('finds the first of the highest bars, and none where all are empty', () => {
  const bar = (from: number, count: number) => ({ from, count, negative: 0 })
  expect(peakOf([bar(1, 2), bar(2, 5), bar(3, 5)])?.from).toBe(2)
  expect(peakOf([bar(1, 0)])).toBeUndefined()
})

it('counts each post once, by what was decided', () => {
  expect(totalsOf({ decisions: [{ decision: 'inbox', count: 3 }, { decision: 'listening', count: 9 }, { decision: 'quiet', count: 1 }] })).toEqual({ heard: 13, inbox: 3 })
})
