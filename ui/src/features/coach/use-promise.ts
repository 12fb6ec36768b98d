import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { answering } from '@/api/actions-answer'
import { useMe } from '@/api/session'
import type { Conversation } from '@/api/types'
import type { Advice } from '@/api/types-answer'
import { dateTime, dueOf } from '@/lib/dates'
import { offerUndo, tell } from '@/lib/undo'
import { explain } from '@/lib/words'

export interface Proposal {
  what: string
  due: string | null
}

/** Until the coach has read the draft again, and knows what is recorded. */
const SETTLED_MS = 2000

const proposalOf = ({ promise }: Advice): Proposal => ({ what: promise?.what ?? '', due: promise ? dueOf(promise, Date.now()) : null })

/** Records what the draft promises: at once where it says until when, else after a question. */
export function usePromise(conversation: Conversation, onRecorded: () => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const me = useMe()
  const [recording, setRecording] = useState<Proposal | null>(null)
  const { id } = conversation.row
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['promises'] })
    void client.invalidateQueries({ queryKey: ['conversation', id] })
    onRecorded()
  }
  const withdraw = (promise: string) =>
    answering.changePromise(promise, { state: 'released', evidence: t('promise.undone') }).then(refresh, (error: unknown) => tell(explain(error, t), 'error'))
  const busy = useRef(false)
  const record = async (advice: Advice) => {
    const { what, due } = proposalOf(advice)
    if (!due) return setRecording({ what, due })
    // A key that is held down promises once.
    if (busy.current) return
    busy.current = true
    try {
      const pledge = await answering.promise(id, { what, owner_id: me.id, due_at: due })
      refresh()
      offerUndo(t('promise.recorded', { when: dateTime(pledge.due_at) }), () => void withdraw(pledge.id))
    } catch (error) {
      tell(explain(error, t), 'error')
    } finally {
      setTimeout(() => (busy.current = false), SETTLED_MS)
    }
  }
  return {
    recording,
    record: (advice: Advice) => void record(advice),
    edit: (advice: Advice) => setRecording(proposalOf(advice)),
    close: () => setRecording(null),
  }
}
