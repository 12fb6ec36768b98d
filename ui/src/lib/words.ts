import type { TFunction } from 'i18next'
import { decent } from './decent'
import { ProblemError, isUnreachable } from '@/api/client'

/** What went wrong, for the person in front of it; most of it is said in alerts. The desk's own words come first: they know more. */
export function explain(error: unknown, t: TFunction): string {
  if (isUnreachable(error)) return t('error.unreachable')
  const said = error instanceof ProblemError ? error.problem.detail || error.problem.title : error instanceof Error && error.message
  return said ? decent(said) : t('error.unknown')
}
