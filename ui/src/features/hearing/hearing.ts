import type { TFunction } from 'i18next'
import type { HeardStream } from '@/api/types'

export type Hearing = HeardStream['hearing'] | 'behind'

/** Further behind than this is no longer "now": a quiet moment of a whole network is shorter. */
const LATE_S = 60

export const hearingOf = ({ hearing, behind_s }: Pick<HeardStream, 'hearing' | 'behind_s'>): Hearing =>
  hearing === 'hears' && (behind_s ?? 0) > LATE_S ? 'behind' : hearing

/** What the server says is wanting: tests/jetstream/firehose_test.cpp has the same sentences. */
const wanting = new Map([
  ['It is switched off in the configuration.', 'switchedOff'],
  ['There are no terms yet.', 'noTerms'],
  ['No Bluesky account is connected.', 'noAccount'],
] as const)

/** The reason in the reader's language; what a network says stays as it is. */
export function reasonOf(reason: string, t: TFunction): string {
  const key = wanting.get(reason as typeof wanting extends Map<infer Sentence, string> ? Sentence : never)
  return key ? t(`hearing.wanting.${key}`) : reason
}
