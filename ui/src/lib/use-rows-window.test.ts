import { describe, expect, it } from 'vitest'
import { windowOf } from './use-rows-window'

describe('windowOf', () => {
  it.each([
    ['at the top', 0, 600, 84, 10_000, { first: 0, last: 14 }],
    ['in the middle', 84_000, 600, 84, 10_000, { first: 994, last: 1014 }],
    ['at the end', 839_400, 600, 84, 10_000, { first: 9986, last: 10_000 }],
    ['fewer than fit', 0, 600, 84, 3, { first: 0, last: 3 }],
    ['none', 0, 600, 84, 0, { first: 0, last: 0 }],
    ['scrolled beyond a list that shrank', 90_000, 600, 84, 5, { first: 5, last: 5 }],
  ])('%s', (_, top, seen, height, count, expected) => {
    expect(windowOf(top, seen, height, count)).toEqual(expected)
  })
})
