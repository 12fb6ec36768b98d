import type { TFunction } from 'i18next'
import type { Event } from '@/api/types'
import { resolveReasons } from '@/api/types'
import { intents } from '@/lib/judgement'

const reasons: ReadonlySet<string> = new Set(['answered', ...resolveReasons])

const known = [
  'conversation_opened', 'post_received', 'post_edited', 'post_deleted', 'claimed', 'released', 'assigned', 'note_added',
  'reply_queued', 'reply_cancelled', 'reply_sending', 'reply_sent', 'reply_seen', 'reply_failed', 'reply_retried',
  'resolved', 'reopened', 'room_opened', 'profile_changed', 'post_judged', 'judgement_corrected', 'customer_marked',
  'brought_in', 'quiet_added', 'quiet_removed', 'reply_held', 'reply_approved', 'reply_returned', 'advice_overridden',
  'promise_made', 'promise_changed', 'promise_due', 'promise_kept', 'promise_broken', 'promise_released',
  'remedy_asked', 'remedy_decided', 'remedy_followed',
] as const

type Known = (typeof known)[number]

const isKnown = (kind: string): kind is Known => known.some((one) => one === kind)

export function reasonWords(detail: string | null | undefined, t: TFunction): string {
  const reason = resolveReasons.find((one) => one === detail)
  if (reason) return t(`reason.${reason}`)
  return detail && !reasons.has(detail) ? detail : ''
}

/** "complaint, severity 2", as the desk notes it, in the reader's words. */
function judgementWords(detail: string, t: TFunction): string {
  const [label = '', grade] = detail.split(', severity ')
  const intent = intents.find((one) => one === label)
  if (!intent) return detail
  return [t(`intent.${intent}`), grade && t('judgement.severity', { grade })].filter(Boolean).join(', ')
}

/** One fact in one sentence. */
export function eventWords(event: Event, me: string, t: TFunction): string {
  const name = !event.actor ? t('event.desk') : event.actor.id === me ? t('event.you') : event.actor.name
  const person = event.person ? (event.person.id === me ? t('event.toYou') : event.person.name) : ''
  if (!isKnown(event.kind)) return [name, event.kind.replaceAll('_', ' '), event.detail].filter(Boolean).join(' · ')
  if (event.kind === 'resolved') {
    const reason = reasonWords(event.detail, t)
    return reason ? t('event.resolvedBecause', { name, reason }) : t('event.resolved', { name })
  }
  if (event.kind === 'post_judged' || event.kind === 'judgement_corrected') {
    return t(`event.${event.kind}`, { name, detail: judgementWords(event.detail, t) })
  }
  if (event.kind === 'reply_approved' && event.detail) return t('event.approvedWith', { name, detail: event.detail })
  return t(`event.${event.kind}`, { name, person, detail: event.detail })
}
