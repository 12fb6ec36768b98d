import type { Span } from '@/api/types'

/** Where something lies in a string as JavaScript counts it: in UTF-16 units, half open. */
export interface Range {
  start: number
  end: number
}

/** More than any post has; what lies behind is not marked. */
const MOST = 200

/** In order, within the text, and without overlaps. */
function tidy(spans: readonly Span[]): Span[] {
  const sorted = spans
    .filter(({ start, end }) => start >= 0 && end > start)
    .toSorted((a, b) => a.start - b.start)
    .slice(0, MOST)
  const kept: Span[] = []
  for (const span of sorted) {
    const last = kept.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else kept.push({ ...span })
  }
  return kept
}

/**
 * The desk counts in code points, a browser in UTF-16 units, where an emoji is two. `dropped` says which characters
 * are not shown: they count in the desk's numbers and not in ours.
 */
export function rangesOf(text: string, spans: readonly Span[], dropped?: RegExp): Range[] {
  const wanted = tidy(spans)
  const ranges: Range[] = []
  let points = 0
  let units = 0
  let begun = -1
  let next = wanted.shift()
  for (const sign of text) {
    if (!next) break
    if (begun >= 0 && points >= next.end) {
      ranges.push({ start: begun, end: units })
      begun = -1
      next = wanted.shift()
      if (!next) break
    }
    if (begun < 0 && points >= next.start) begun = units
    points += 1
    units += dropped?.test(sign) ? 0 : sign.length
  }
  if (begun >= 0) ranges.push({ start: begun, end: units })
  return ranges.filter(({ start, end }) => end > start)
}

export interface Cut {
  text: string
  marked: boolean
  at: number
}

/** One piece of a text, which begins at `from` in the whole, cut where marks begin and end. */
export function cutAt(text: string, from: number, ranges: readonly Range[]): Cut[] {
  const cuts: Cut[] = []
  const add = (start: number, end: number, marked: boolean) => {
    if (end > start) cuts.push({ text: text.slice(start, end), marked, at: from + start })
  }
  let at = 0
  for (const range of ranges) {
    const start = Math.max(range.start - from, at)
    const end = Math.min(range.end - from, text.length)
    if (end <= start) continue
    add(at, start, false)
    add(start, end, true)
    at = end
  }
  add(at, text.length, false)
  return cuts
}
