import type { ConversationRow } from '@/api/types'

export type UrgencyKind = 'overdue' | 'soon' | 'calm' | 'answered' | 'resolved'

export interface Urgency {
  kind: UrgencyKind
  /** Minutes until the promise is due, or since it was. */
  minutes: number
  /** Minutes since the customer wrote. */
  waited: number
}

type Clocked = Pick<ConversationRow, 'state' | 'waiting_since' | 'due_at'>

/** The last third of the promise is when somebody should look up. */
const SOON_SHARE = 1 / 3

export function urgencyOf(row: Clocked, now: number, promiseMinutes: number): Urgency {
  if (row.state === 'resolved') return { kind: 'resolved', minutes: 0, waited: 0 }
  if (!row.waiting_since) return { kind: 'answered', minutes: 0, waited: 0 }
  const since = Date.parse(row.waiting_since)
  const waited = Math.max(0, Math.floor((now - since) / 60_000))
  const due = row.due_at ? Date.parse(row.due_at) : since + promiseMinutes * 60_000
  const left = Math.floor((due - now) / 60_000)
  if (now >= due) return { kind: 'overdue', minutes: Math.floor((now - due) / 60_000), waited }
  return { kind: left < promiseMinutes * SOON_SHARE ? 'soon' : 'calm', minutes: left, waited }
}
