import type { Span } from '@/api/types'
import type { Advice } from '@/api/types-answer'

const codePoints = (text: string): string[] => Array.from(text)

/**
 * Moves spans along while somebody types on: what lies before the change stays, what lies behind it moves,
 * and words that were changed are no longer those that were meant. Counted in code points, like all spans.
 */
export function shiftSpans(before: string, after: string, spans: readonly Span[]): Span[] {
  if (before === after || spans.length === 0) return [...spans]
  const old = codePoints(before)
  const now = codePoints(after)
  const most = Math.min(old.length, now.length)
  let head = 0
  while (head < most && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const moved = now.length - old.length
  return spans.flatMap((span) => {
    if (span.end <= head) return [span]
    if (span.start >= old.length - tail) return [{ start: span.start + moved, end: span.end + moved }]
    return []
  })
}

export const shiftAdvice = (before: string, after: string, advice: readonly Advice[]): Advice[] =>
  advice.map((one) => ({ ...one, spans: shiftSpans(before, after, one.spans) }))
