import type { Advice, DraftAdvice, Grade, Verdict } from '@/api/types-answer'
import type { Range } from '@/lib/spans'

/** What the coach said of a draft, and of which words it said it. */
export interface CoachState {
  phase: 'idle' | 'asking' | 'ready' | 'offline' | 'failed'
  /** The draft that the spans lie in. */
  text: string
  advice: readonly Advice[]
  verdict: Verdict | null
  knownLanguage: boolean
  language: string
  /** The remark that is being read. */
  active: number
}

export const noCoach: CoachState = { phase: 'idle', text: '', advice: [], verdict: null, knownLanguage: true, language: '', active: 0 }

/** More than this nobody reads while writing. */
export const MOST_REMARKS = 5

const ranks: Record<Grade, number> = { stop: 0, ask: 1, hint: 2 }

/** The gravest first; what stands first in the text first among equals. Real dangers are never cut off. */
export function mostGrave(advice: readonly Advice[]): Advice[] {
  const sorted = advice
    .map((one, at) => ({ one, at }))
    .toSorted((a, b) => ranks[a.one.grade] - ranks[b.one.grade] || a.at - b.at)
    .map(({ one }) => one)
  const stops = sorted.filter((one) => one.grade === 'stop').length
  return sorted.slice(0, Math.max(MOST_REMARKS, stops))
}

export const said = (text: string, answer: Pick<DraftAdvice, 'advice' | 'verdict'> & Partial<DraftAdvice>): CoachState => ({
  phase: 'ready',
  text,
  advice: mostGrave(answer.advice),
  verdict: answer.verdict,
  knownLanguage: answer.known_language ?? true,
  language: answer.language ?? '',
  active: 0,
})

/** Words in the box that a remark is about, in UTF-16 units. */
export interface Mark extends Range {
  grade: Grade
  active: boolean
}
