import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { ProblemError, statusOf } from '@/api/client'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import { rows } from '@/api/rows'
import { useMe } from '@/api/session'
import type { Conversation, Reply } from '@/api/types'
import type { DraftAdvice } from '@/api/types-answer'
import { coachLanguage } from '@/lib/i18n'
import { newKey } from '@/lib/ids'
import { offerUndo, tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { type Change, whatChanged } from './changes'
import { said } from './coach-state'
import type { Attachment, DraftState } from './draft-state'
import type { DraftKeeper } from './keeper'

export type Then = 'keep_open' | 'resolve'

/** How a reply is sent: with which reason against the coach, or only after a colleague has seen it. */
interface How {
  then: Then
  override?: string
  second?: boolean
  /** A word to that colleague. */
  note?: string
}

interface Asked extends How {
  changes: Change[]
  version: number
}

interface Options {
  conversation: Conversation
  keeper: DraftKeeper
  /** The reply is on its way; with `resolve` the next conversation may be opened. */
  onSent: (then: Then) => void
  /** The text is back: show this conversation again. */
  onBack: () => void
}

const QUIET_TRIES = 3

/** The coach's words come with the refusal, when the draft was sent before they were here. */
function adviceIn(failure: unknown): Pick<DraftAdvice, 'advice' | 'verdict'> | undefined {
  if (!(failure instanceof ProblemError)) return undefined
  const { advice, verdict } = failure.problem
  return advice && verdict ? { advice, verdict } : undefined
}

export function useSend({ conversation, keeper, onSent, onBack }: Options) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const me = useMe()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const secondKey = useRef({ of: '', key: '' })
  const { id } = conversation.row

  const takeBack = async (reply: Reply, attachments: readonly Attachment[], then: Then) => {
    try {
      const draft = await desk.takeBack(reply.id)
      keeper.restore(draft, attachments)
      if (then === 'resolve' && rows.get(id)?.state === 'resolved') rows.put(await desk.reopen(id))
      void client.invalidateQueries({ queryKey: ['conversation', id] })
      onBack()
    } catch (failure) {
      tell(statusOf(failure) === 409 ? t('composer.tooLate') : explain(failure, t), 'error')
    }
  }

  const accepted = (reply: Reply, state: DraftState, then: Then) => {
    keeper.send({ type: 'sent' })
    client.setQueryData(queries.conversation(id).queryKey, (now) =>
      now ? { ...now, draft: null, replies: [...now.replies.filter((one) => one.id !== reply.id), reply] } : now,
    )
    void client.invalidateQueries({ queryKey: ['conversation', id] })
    if (reply.state === 'held') {
      offerUndo(t('composer.held', { to: reply.to }), () => void takeBack(reply, state.attachments, then), undefined, reply.id)
      return onSent(then)
    }
    const until = reply.leaves_at ? Date.parse(reply.leaves_at) : Date.now()
    if (until > Date.now()) {
      offerUndo(t('composer.leaving', { to: reply.to }), () => void takeBack(reply, state.attachments, then), until, reply.id)
    }
    onSent(then)
  }

  /** The desk says that the thread is another one now. What does not concern the reader is not asked. */
  const threadChanged = async (how: How, tries: number): Promise<void> => {
    const now = await client.fetchQuery({ ...queries.conversation(id), staleTime: 0 })
    const changes = whatChanged(conversation, now, me.id)
    if (changes.length === 0 && tries < QUIET_TRIES) return deliver(how, now.row.version, tries + 1)
    setAsked({ ...how, changes, version: now.row.version })
  }

  const keyWith = (note: string): string => {
    const of = `${keeper.sendKey} ${note}`
    if (secondKey.current.of !== of) secondKey.current = { of, key: newKey() }
    return secondKey.current.key
  }

  const deliver = async (how: How, version: number, tries = 0): Promise<void> => {
    const state = keeper.store.get()
    const { then, override, second, note } = how
    try {
      const body = { ...keeper.body(state), then, words: coachLanguage(), ...(override && { override_reason: override }), ...(second && { ask_approval: true }), ...(note && { ask_note: note }) }
      // Sent another way it is another question, and sent twice the same way still one reply.
      const key = override ? newKey() : second ? keyWith(note ?? '') : keeper.sendKey
      accepted(await desk.reply(id, body, key, version), state, then)
    } catch (failure) {
      const words = adviceIn(failure)
      if (words) keeper.coach.set(said(state.text, words))
      else if (statusOf(failure) === 412) await threadChanged(how, tries)
      else setError(failure)
    }
  }

  const run = async (work: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }

  return {
    asked,
    error,
    busy,
    send: (how: How) => void run(() => deliver(how, conversation.row.version)),
    sendAnyway: () => {
      if (!asked) return
      setAsked(null)
      void run(() => deliver(asked, asked.version))
    },
    keepWriting: () => setAsked(null),
    addNote: () =>
      void run(async () => {
        const { note } = keeper.store.get()
        const added = await desk.addNote(id, note.trim(), newKey())
        keeper.send({ type: 'note_sent' })
        client.setQueryData(queries.conversation(id).queryKey, (now) =>
          now ? { ...now, notes: [...now.notes.filter((one) => one.id !== added.id), added] } : now,
        )
      }),
  }
}
