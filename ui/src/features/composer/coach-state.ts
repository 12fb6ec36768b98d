import type { Advice, DraftAdvice, Grade, Verdict } from '@/api/types-answer'
import type { Range } from '@/lib/spans'

/** What the coach said of a draft, and of which words it said it. */
export interface CoachState {
  phase: 'idle' | 'asking' | 'ready' | 'offline' | 'failed'
  /** The draft that the spans lie in. */
  text: string
  advice: readonly Advice[]
  verdict: Verdict | null
  /** The remarks that decided the verdict, the gravest first. */
  deciding: readonly Advice[]
  knownLanguage: boolean
  language: string
  /** The remark that is being read. */
  active: number
}

export const noCoach: CoachState = { phase: 'idle', text: '', advice: [], verdict: null, deciding: [], knownLanguage: true, language: '', active: 0 }

/** More than this nobody reads while writing. */
export const MOST_REMARKS = 5

const ranks: Record<Grade, number> = { stop: 0, ask: 1, hint: 2 }

const byGravity = (advice: readonly Advice[]): Advice[] =>
  advice
    .map((one, at) => ({ one, at }))
    .toSorted((a, b) => ranks[a.one.grade] - ranks[b.one.grade] || a.at - b.at)
    .map(({ one }) => one)

/** The gravest first; what stands first in the text first among equals. Neither real dangers nor what decided are cut off. */
export function mostGrave(advice: readonly Advice[], deciding: readonly Advice[] = []): Advice[] {
  return byGravity(advice).filter((one, at) => at < MOST_REMARKS || one.grade === 'stop' || deciding.includes(one))
}

/** What decided the verdict, of the remarks that came with it. */
export const decidedBy = ({ advice, verdict }: Pick<DraftAdvice, 'advice' | 'verdict'>): Advice[] =>
  byGravity(verdict.decided.flatMap((place) => advice[place] ?? []))

export function said(text: string, answer: Pick<DraftAdvice, 'advice' | 'verdict'> & Partial<DraftAdvice>): CoachState {
  const deciding = decidedBy(answer)
  return {
    phase: 'ready',
    text,
    advice: mostGrave(answer.advice, deciding),
    verdict: answer.verdict,
    deciding,
    knownLanguage: answer.known_language ?? true,
    language: answer.language ?? '',
    active: 0,
  }
}

/** Words in the box that a remark is about, in UTF-16 units. */
export interface Mark extends Range {
  grade: Grade
  active: boolean
}
