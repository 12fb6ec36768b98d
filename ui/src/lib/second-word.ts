import type { TFunction } from 'i18next'
import type { Event } from '@/api/types'

const LONGEST = 160

const shortened = (note: string): string => (note.length > LONGEST ? `${note.slice(0, LONGEST)}…` : note)

/** What a second person said to the writer of a reply, for the writer alone; nothing to say: null. */
export function secondWord(event: Event, me: string, t: TFunction): string | null {
  const { actor, person, kind, detail, row } = event
  if (person?.id !== me || !actor || actor.id === me) return null
  const told = { name: actor.name, to: row ? row.customer.name || row.customer.handle : '', note: shortened(detail) }
  if (kind === 'reply_returned') return t('second.returned', told)
  if (kind === 'reply_approved' && detail !== '') return t('second.approved', told)
  return null
}
