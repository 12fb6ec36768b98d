import { describe, expect, it } from 'vitest'
import { plain } from './plain'
import { cutAt, rangesOf } from './spans'

const words = (text: string, spans: [number, number][]) =>
  rangesOf(text, spans.map(([start, end]) => ({ start, end }))).map(({ start, end }) => text.slice(start, end))

describe('rangesOf', () => {
  it.each([
    ['plain words', 'my parcel is late', [[13, 17]], ['late']],
    ['after an emoji', '😡😡 still broken', [[9, 15]], ['broken']],
    ['an emoji itself', 'late 😡!', [[5, 6]], ['😡']],
    ['a family of seven code points', '👨‍👩‍👧‍👦 lost', [[0, 7], [8, 12]], ['👨‍👩‍👧‍👦', 'lost']],
    ['letters with marks of their own', 'cafe\u0301 closed', [[0, 5], [6, 12]], ['cafe\u0301', 'closed']],
    ['up to the very end', 'so late', [[3, 7]], ['late']],
    ['two in a row', 'late train', [[0, 4], [5, 10]], ['late', 'train']],
    ['in the wrong order', 'late train', [[5, 10], [0, 4]], ['late', 'train']],
    ['overlapping', 'late train', [[0, 6], [5, 10]], ['late train']],
    ['beyond the end', 'late', [[2, 99]], ['te']],
    ['wholly beyond', 'late', [[9, 12]], []],
    ['empty and turned round', 'late', [[1, 1], [3, 2], [-2, 3]], []],
    ['no text', '', [[0, 3]], []],
    ['right to left', 'الطلب متأخر 😡', [[6, 11]], ['متأخر']],
  ] as [string, string, [number, number][], string[]][])('%s', (_, text, spans, expected) => {
    expect(words(text, spans)).toEqual(expected)
  })

  it('counts what is not shown, too', () => {
    const text = 'a\u202Eb late'
    const [range] = rangesOf(text, [{ start: 4, end: 8 }], /[\u202d\u202e]/u)
    expect(plain(text).slice(range?.start, range?.end)).toBe('late')
  })
})

describe('cutAt', () => {
  it('cuts a piece in the middle of the text', () => {
    // The whole is "see example.com late again"; this piece begins at 15.
    expect(cutAt(' late again', 15, [{ start: 4, end: 11 }, { start: 16, end: 20 }])).toEqual([
      { text: ' ', marked: false, at: 15 },
      { text: 'late', marked: true, at: 16 },
      { text: ' again', marked: false, at: 20 },
    ])
  })

  it('marks a link through which a mark runs', () => {
    expect(cutAt('example.com', 4, [{ start: 0, end: 11 }])).toEqual([
      { text: 'example', marked: true, at: 4 },
      { text: '.com', marked: false, at: 11 },
    ])
  })

  it('leaves a piece whole that nothing marks', () => {
    expect(cutAt('hello', 0, [])).toEqual([{ text: 'hello', marked: false, at: 0 }])
  })

  it('loses no letter', () => {
    const text = 'x'.repeat(40)
    const ranges = [{ start: 3, end: 9 }, { start: 20, end: 60 }]
    expect(cutAt(text, 0, ranges).map((cut) => cut.text).join('')).toBe(text)
  })
})
