import type { TFunction } from 'i18next'
import { ProblemError, isUnreachable } from '@/api/client'

/** What went wrong, for the person in front of it. The desk's own words come first: they know more. */
export function explain(error: unknown, t: TFunction): string {
  if (isUnreachable(error)) return t('error.unreachable')
  if (error instanceof ProblemError) return error.problem.detail || error.problem.title || t('error.unknown')
  return error instanceof Error && error.message ? error.message : t('error.unknown')
}
