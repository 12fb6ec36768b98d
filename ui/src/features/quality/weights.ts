import type { FactorKind, PriorityMove, PriorityWeights } from '@/api/types'

/** In the order in which people think of them: what is said, who says it, who listens. */
export const factors = [
  'severity',
  'anger',
  'fear',
  'request',
  'no_answer_needed',
  'earlier_tries',
  'broken_promise',
  'customer_value',
  'vulnerable',
  'reach',
  'influence',
] as const satisfies FactorKind[]

/** What a slider reaches; a number may say more, up to a day. */
export const SLIDER_MOST = 240
export const MINUTES_MOST = 1440

/** This one takes a head start away: people set how much, the desk keeps it below zero. */
const takes = (factor: FactorKind) => factor === 'no_answer_needed'

export const shown = (weights: PriorityWeights, factor: FactorKind): number => (takes(factor) ? -weights[factor] : weights[factor]) || 0

export function changed(weights: PriorityWeights, factor: FactorKind, minutes: number): PriorityWeights {
  const bounded = Math.min(MINUTES_MOST, Math.max(0, Math.round(minutes) || 0))
  return { ...weights, [factor]: takes(factor) && bounded > 0 ? -bounded : bounded }
}

export const sameWeights = (a: PriorityWeights, b: PriorityWeights): boolean =>
  a.head_start_max === b.head_start_max && factors.every((factor) => a[factor] === b[factor])

export const movesOf = (items: readonly PriorityMove[]): number => items.filter((move) => move.before !== move.after).length
