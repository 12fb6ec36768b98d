import { describe, expect, it } from 'vitest'
import type { Advice, Grade } from '@/api/types-answer'
import { MOST_REMARKS, decidedBy, mostGrave, said } from './coach-state'
import { cutMarks, marksOf } from './marks'

const advice = (grade: Grade, spans: [number, number][] = [], rule = `${grade}.x`): Advice => ({
  kind: 'tone',
  grade,
  spans: spans.map(([start, end]) => ({ start, end })),
  rule,
  reason: 'Because.',
  do: 'Do.',
  twin: null,
  promise: null,
})

describe('remarks', () => {
  it('come gravest first and not more than anybody reads', () => {
    const many = [advice('hint'), advice('ask'), advice('stop'), advice('hint'), advice('ask'), advice('hint'), advice('hint')]
    const shown = mostGrave(many)
    expect(shown).toHaveLength(MOST_REMARKS)
    expect(shown.map((one) => one.grade)).toEqual(['stop', 'ask', 'ask', 'hint', 'hint'])
  })

  it('never hide a real danger', () => {
    expect(mostGrave(Array.from({ length: 8 }, () => advice('stop')))).toHaveLength(8)
  })

  it('name what decided, whatever its grade, and never hide it', () => {
    const [first, last] = [advice('ask', [], 'ask.first'), advice('hint', [], 'hint.last')]
    const all = [advice('hint'), advice('hint'), advice('hint'), last, advice('ask'), advice('ask'), advice('ask'), advice('ask'), first]
    const answer = { advice: all, verdict: { state: 'blocked', why: 'See the remarks.', may_override: true, decided: [3, 8], second_person: false } as const }
    const decided = { ...answer, verdict: { ...answer.verdict, decided: [...answer.verdict.decided] } }
    expect(decidedBy(decided)).toEqual([first, last])
    const state = said('x', decided)
    expect(state.deciding).toEqual([first, last])
    expect(state.advice).toContain(last)
  })
})

describe('marks', () => {
  const text = '😡😡 call me at 555'

  it('count an emoji as one, as the desk does', () => {
    const [mark] = marksOf({ text, advice: [advice('stop', [[14, 17]])], active: 0 }, text)
    expect(mark && text.slice(mark.start, mark.end)).toBe('555')
  })

  it('are not shown on a text they do not belong to', () => {
    expect(marksOf({ text, advice: [advice('stop', [[0, 2]])], active: 0 }, `${text}!`)).toEqual([])
  })

  it('cut the text into pieces that join to the same text', () => {
    const marks = marksOf({ text, advice: [advice('hint', [[3, 10]]), advice('stop', [[8, 17]])], active: 0 }, text)
    const pieces = cutMarks(text, marks, text.length)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.map((piece) => piece.mark?.grade ?? '-')).toEqual(['-', 'hint', 'hint', 'stop'])
  })

  it('let the graver win where nobody reads either', () => {
    const marks = marksOf({ text: 'abcdef', advice: [advice('stop', [[2, 4]]), advice('hint', [[0, 6]])], active: 7 }, 'abcdef')
    expect(cutMarks('abcdef', marks, 6).map((piece) => `${piece.text}:${piece.mark?.grade ?? ''}`)).toEqual(['ab:hint', 'cd:stop', 'ef:hint'])
  })

  it('show what is too long beside them', () => {
    expect(cutMarks('abcdef', [], 4).map(({ text: part, over }) => [part, over])).toEqual([
      ['abcd', false],
      ['ef', true],
    ])
  })
})
