import type { TFunction } from 'i18next'
import type { PriorityFactor } from '@/api/types'
import { severityOf } from './judgement'
import { compactNumber } from './time'

/** One factor of the head start as a sentence. The desk's own sentence stands in for a factor that is new to us. */
export function factorWords({ factor, measure, reason }: PriorityFactor, t: TFunction): string {
  switch (factor) {
    case 'anger':
      return t(measure >= 0.7 ? 'factor.veryAngry' : 'factor.angry')
    case 'severity': {
      const grade = severityOf(measure)
      return grade === 'none' ? reason : t(`factor.severity.${grade}`)
    }
    case 'reach':
      return t('factor.reach', { count: Math.max(0, Math.round(measure)), number: compactNumber(Math.max(0, measure)) })
    case 'earlier_tries':
      return t('factor.tries', { count: Math.round(measure) })
    case 'customer_value':
      return t(measure >= 2 ? 'factor.highValue' : 'factor.regular')
    case 'fear':
    case 'vulnerable':
    case 'influence':
    case 'request':
    case 'broken_promise':
    case 'no_answer_needed':
      return t(`factor.${factor}`)
    default:
      return reason
  }
}
