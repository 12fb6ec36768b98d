import i18next from 'i18next'
import { explain } from '@/lib/words'
import { offerUndo, tell } from '@/lib/undo'
import { statusOf } from './client'
import { desk } from './desk'
import { queryClient } from './queries'
import { rows } from './rows'
import type { ConversationRow, Person, ResolveReason } from './types'

/**
 * What a person does to a conversation: shown at once, sent to the desk, taken back on the screen when
 * the desk refuses, and undone by z for a while.
 */

const who = (row: ConversationRow) => row.customer.name || row.customer.handle

async function carryOut(id: string, change: Partial<ConversationRow>, run: () => Promise<ConversationRow>): Promise<boolean> {
  const rollBack = rows.patch(id, change)
  try {
    rows.put(await run())
    return true
  } catch (error) {
    rollBack()
    if (statusOf(error) === 409) void queryClient.invalidateQueries({ queryKey: ['conversation', id] })
    tell(explain(error, i18next.t), 'error')
    return false
  }
}

const setOwner = (id: string, owner: Person | null, version?: number) =>
  carryOut(id, { owner }, () => (owner ? desk.assign(id, owner.id, version) : desk.release(id)))

export async function assign(id: string, owner: Person | null, me: Person): Promise<boolean> {
  const row = rows.get(id)
  if (!row || row.owner?.id === owner?.id) return false
  const before = row.owner ?? null
  const name = who(row)
  const done = await setOwner(id, owner, row.version)
  if (!done) return false
  const text = !owner
    ? i18next.t('done.released', { name })
    : owner.id === me.id
      ? i18next.t('done.claimed', { name })
      : i18next.t('done.assigned', { name, owner: owner.name })
  offerUndo(text, () => void setOwner(id, before))
  return true
}

const settled = (reason: string): Partial<ConversationRow> => ({
  state: 'resolved',
  waiting_since: null,
  due_at: null,
  unanswered: 0,
  resolved_reason: reason,
})

export interface ResolveOptions {
  reason: ResolveReason | null
  /** Called when it was taken back, by the desk or by the person. */
  onBack?: () => void
}

export async function resolve(id: string, { reason, onBack }: ResolveOptions): Promise<boolean> {
  const row = rows.get(id)
  if (!row || row.state === 'resolved') return false
  const done = await carryOut(id, settled(reason ?? 'answered'), () => desk.resolve(id, reason))
  if (!done) {
    onBack?.()
    return false
  }
  offerUndo(i18next.t('done.resolved', { name: who(row) }), () => {
    void reopen(id, { quiet: true }).then((ok) => ok && onBack?.())
  })
  return true
}

export async function reopen(id: string, options: { quiet?: boolean } = {}): Promise<boolean> {
  const row = rows.get(id)
  if (!row) return false
  const done = await carryOut(id, { state: 'open', resolved_reason: null }, () => desk.reopen(id))
  if (done && !options.quiet) {
    offerUndo(i18next.t('done.reopened', { name: who(row) }), () => void resolve(id, { reason: null }))
  }
  return done
}
