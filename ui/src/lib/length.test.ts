import { describe, expect, it } from 'vitest'
import { measure } from './length'

const graphemes = { length: 5, unit: 'graphemes', bytes: 0 }

describe('measure', () => {
  it.each([
    ['plain letters', 'abc', graphemes, 3, false, 3],
    ['a family is one sign', '👨‍👩‍👧‍👦', graphemes, 1, false, 11],
    ['a family is seven code points', '👨‍👩‍👧‍👦', { length: 5, unit: 'code_points', bytes: 0 }, 7, true, 0],
    ['letters with marks', 'e\u0301e\u0301', graphemes, 2, false, 4],
    ['one too many', 'abcdef', graphemes, 6, true, 5],
    ['bytes as the unit', 'äö', { length: 3, unit: 'bytes', bytes: 0 }, 4, true, 1],
    ['a second bound in bytes', 'ääää', { length: 5, unit: 'graphemes', bytes: 6 }, 4, true, 3],
    ['no bound at all', 'x'.repeat(9000), { length: 0, unit: 'graphemes', bytes: 0 }, 9000, false, 9000],
    ['nothing', '', graphemes, 0, false, 0],
  ])('%s', (_, text, limits, used, over, fits) => {
    expect(measure(text, limits)).toMatchObject({ used, over, fits })
  })

  it('never cuts a character in two', () => {
    const { fits } = measure('abcd👍🏽👍🏽', graphemes)
    expect('abcd👍🏽👍🏽'.slice(0, fits)).toBe('abcd👍🏽')
  })
})
