import { rangesOf } from '@/lib/spans'
import type { CoachState, Mark } from './coach-state'

/** The remarks' words as places in the box. An emoji is one for the desk and two for a browser. */
export function marksOf({ text, advice, active }: Pick<CoachState, 'text' | 'advice' | 'active'>, shown: string): Mark[] {
  if (text !== shown) return []
  return advice.flatMap((one, at) => rangesOf(text, one.spans).map((range) => ({ ...range, grade: one.grade, active: at === active })))
}

export interface Piece {
  at: number
  text: string
  mark: Mark | undefined
  over: boolean
}

const worth = { stop: 3, ask: 2, hint: 1 }

/** The text in pieces of one look each: of marks that overlap, the one that is read now wins, then the graver. */
export function cutMarks(text: string, marks: readonly Mark[], fits: number): Piece[] {
  const edges = new Set([0, text.length, Math.min(fits, text.length)])
  for (const { start, end } of marks) {
    edges.add(Math.min(start, text.length))
    edges.add(Math.min(end, text.length))
  }
  const sorted = [...edges].toSorted((a, b) => a - b)
  return sorted.slice(0, -1).map((at, nth) => {
    const end = sorted[nth + 1] ?? text.length
    const over = marks.filter((mark) => mark.start <= at && mark.end >= end)
    const mark = over.toSorted((a, b) => Number(b.active) - Number(a.active) || worth[b.grade] - worth[a.grade])[0]
    return { at, text: text.slice(at, end), mark, over: at >= fits }
  })
}
