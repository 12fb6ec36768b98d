import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type LiveMessage, onLive } from '@/api/live'
import { useMe } from '@/api/session'
import { dateTime } from '@/lib/dates'
import { remind } from '@/lib/undo'

export interface Reminder {
  conversation: string
  /** The customer; empty where the desk did not say. */
  name: string
  due: string
}

/** The promises of this person that the desk has just reminded of. */
export function remindersIn(batch: readonly LiveMessage[], me: string): Reminder[] {
  return batch.flatMap((message) => {
    if (message.type !== 'event' || message.event.kind !== 'promise_due') return []
    const { person, conversation_id, detail, row } = message.event
    const due = detail?.replace(/^due /, '') ?? ''
    if (person?.id !== me || !conversation_id || Number.isNaN(Date.parse(due))) return []
    return [{ conversation: conversation_id, name: row ? row.customer.name || row.customer.handle : '', due }]
  })
}

/** A promise that falls due comes to its owner, wherever they are; the bar is read aloud as well. */
export function useReminders(): void {
  const { t } = useTranslation()
  const me = useMe()
  useEffect(
    () =>
      onLive((batch) => {
        for (const { conversation, name, due } of remindersIn(batch, me.id)) {
          const when = dateTime(due)
          remind(name ? t('reminder.promiseTo', { name, when }) : t('reminder.promise', { when }), conversation)
        }
      }),
    [me.id, t],
  )
}
