import { describe, expect, it } from 'vitest'
import { shiftSpans } from './shift'

describe('words that are remarked upon move with the text', () => {
  it.each([
    ['nothing changed', 'call 555', 'call 555', [[5, 8]], [[5, 8]]],
    ['typed behind', 'call 555', 'call 555 now', [[5, 8]], [[5, 8]]],
    ['typed before', 'call 555', 'please call 555', [[5, 8]], [[12, 15]]],
    ['an emoji before is one', 'call 555', '😡 call 555', [[5, 8]], [[7, 10]]],
    ['the words themselves changed', 'call 555', 'call 5x5', [[5, 8]], []],
    ['deleted before', 'please call 555', 'call 555', [[12, 15]], [[5, 8]]],
    ['deleted all', 'call 555', '', [[5, 8]], []],
    ['one before, one behind the change', 'ab cd ef', 'ab XY ef', [[0, 2], [3, 5], [6, 8]], [[0, 2], [6, 8]]],
    ['right to left', 'مرحبا 555', 'يا مرحبا 555', [[6, 9]], [[9, 12]]],
  ])('%s', (_, before, after, spans, expected) => {
    const of = (pairs: number[][]) => pairs.map(([start = 0, end = 0]) => ({ start, end }))
    expect(shiftSpans(before, after, of(spans))).toEqual(of(expected))
  })
})
