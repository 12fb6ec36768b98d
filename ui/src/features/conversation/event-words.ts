import type { TFunction } from 'i18next'
import type { Event } from '@/api/types'
import { resolveReasons } from '@/api/types'

const reasons: ReadonlySet<string> = new Set(['answered', ...resolveReasons])

const known = [
  'conversation_opened', 'post_received', 'post_edited', 'post_deleted', 'claimed', 'released', 'assigned', 'note_added',
  'reply_queued', 'reply_cancelled', 'reply_sending', 'reply_sent', 'reply_seen', 'reply_failed', 'reply_retried',
  'resolved', 'reopened', 'room_opened', 'profile_changed',
] as const

type Known = (typeof known)[number]

const isKnown = (kind: string): kind is Known => known.some((one) => one === kind)

export function reasonWords(detail: string | null | undefined, t: TFunction): string {
  const reason = resolveReasons.find((one) => one === detail)
  if (reason) return t(`reason.${reason}`)
  return detail && !reasons.has(detail) ? detail : ''
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
  return t(`event.${event.kind}`, { name, person, detail: event.detail })
}
