import { useEffect, useId, useImperativeHandle, useMemo, useRef, useState, type DragEvent, type Ref } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@/api/types'
import { measure } from '@/lib/length'
import { useCommands } from '@/lib/commands'
import { useStore } from '@/lib/store'
import { classes } from '@/ui/classes'
import { Answering } from './Answering'
import { Attachments } from './Attachments'
import { ChangedDialog } from './ChangedDialog'
import { ComposerBar } from './ComposerBar'
import { RoomSwitch } from './RoomSwitch'
import { TextBox } from './TextBox'
import { isEmpty } from './draft-state'
import { keeperFor } from './keeper'
import { isPrivate, latestFromCustomer, roomOf } from './rooms'
import { useAttach } from './use-attach'
import { useBePresent } from './use-presence'
import { type Then, useSend } from './use-send'

export interface ComposerHandle {
  focus: (mode: 'reply' | 'note') => void
  answer: (postId: string) => void
}

interface Props {
  conversation: Conversation
  onSent: (then: Then) => void
  onBack: () => void
  ref?: Ref<ComposerHandle>
}

export function Composer({ conversation, onSent, onBack, ref }: Props) {
  const { t } = useTranslation()
  const keeper = useMemo(() => keeperFor(conversation), [conversation])
  const state = useStore(keeper.store)
  const box = useRef<HTMLTextAreaElement>(null)
  const counter = useId()
  const [dragging, setDragging] = useState(false)
  const room = roomOf(conversation, state.roomId)
  const latest = latestFromCustomer(conversation, state.roomId)
  const note = state.mode === 'note'
  const limits = room?.limits
  const length = useMemo(
    () => measure(state.text, limits ?? { length: 0, unit: 'graphemes', bytes: 0 }),
    [state.text, limits],
  )
  const sent = (then: Then) => {
    // The hands go back to the keys: z takes the reply back, j goes on.
    box.current?.blur()
    onSent(then)
  }
  const sending = useSend({ conversation, keeper, onSent: sent, onBack })
  const { attach, describe } = useAttach(keeper, limits)
  useBePresent(conversation.row.id, keeper)
  useEffect(() => keeper.flush, [keeper])

  useImperativeHandle(ref, () => ({
    focus: (mode) => {
      // At once: the next key belongs into the text, and must not be taken for a shortcut.
      flushSync(() => keeper.send({ type: 'mode', mode }))
      box.current?.focus()
    },
    answer: (postId) => {
      const target = conversation.posts.find((post) => post.id === postId)
      if (target) keeper.send({ type: 'room', roomId: target.room_id })
      flushSync(() => keeper.send({ type: 'answers', postId }))
      box.current?.focus()
    },
  }))

  const uploading = state.attachments.some((one) => one.state !== 'ready')
  const ready = note ? state.note.trim() !== '' : !isEmpty(state) && !length.over && !uploading && room?.can_reply === true
  const send = (then: Then) => {
    if (!ready) return box.current?.focus()
    if (note) sending.addNote()
    else sending.send(then)
  }
  useCommands('composer', [
    { id: 'send', group: 'reply', title: note ? 'composer.addNote' : 'command.send', keys: '$mod+Enter', whileTyping: true, run: () => send('keep_open') },
    ...(note
      ? []
      : [{ id: 'send_resolve', group: 'reply' as const, title: 'command.sendResolve' as const, keys: '$mod+Shift+Enter', whileTyping: true, run: () => send('resolve') }]),
  ])

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDragging(false)
    attach([...event.dataTransfer.files])
  }
  const write = (text: string) =>
    keeper.send(note ? { type: 'wrote_note', text } : { type: 'wrote', text, target: latest?.id ?? null })

  return (
    <section
      aria-label={t('composer.label')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDragging(true)
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={drop}
      data-mode={note ? 'note' : room && isPrivate(room.kind) ? 'private' : 'public'}
      className={classes(
        'relative rounded-2xl border shadow-2 transition-colors duration-100 focus-within:outline-2 focus-within:outline-offset-0',
        note
          ? 'border-dashed border-note-line bg-note-soft focus-within:outline-note-line focus-within:!outline-offset-2'
          : room && isPrivate(room.kind)
            ? 'border-private-line bg-surface focus-within:outline-private'
            : 'border-line-strong bg-surface focus-within:outline-accent',
        'outline-transparent',
      )}
    >
      <div className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1 px-2 pt-2">
        <RoomSwitch
          conversation={conversation}
          state={state}
          room={room}
          onRoom={(roomId) => keeper.send({ type: 'room', roomId })}
          onNote={() => keeper.send({ type: 'mode', mode: 'note' })}
        />
        <Answering conversation={conversation} state={state} room={room} latest={latest} onAnswer={(postId) => keeper.send({ type: 'answers', postId })} />
      </div>
      {!note && room && !room.can_reply ? (
        <p className="px-4 py-3 text-sm text-ink-2">{room.cannot_reply_because ?? t('composer.cannotHere')}</p>
      ) : (
        <TextBox
          ref={box}
          value={note ? state.note : state.text}
          fits={note ? state.note.length : length.fits}
          label={note ? t('room.note') : t('composer.text')}
          placeholder={note ? t('composer.notePlaceholder') : t('composer.placeholder', { name: conversation.row.customer.name || conversation.row.customer.handle })}
          describedBy={counter}
          onChange={write}
          onFiles={attach}
        />
      )}
      {!note && (
        <Attachments
          attachments={state.attachments}
          onAlt={(key, alt) => keeper.send({ type: 'attachment', key, change: { alt } })}
          onAltDone={describe}
          onRemove={(key) => keeper.send({ type: 'detached', key })}
        />
      )}
      <ComposerBar
        conversation={conversation}
        state={state}
        room={room}
        length={length}
        counterId={counter}
        ready={ready}
        busy={sending.busy}
        error={sending.error}
        onFiles={attach}
        onSend={send}
      />
      {dragging && (
        <div className="pointer-events-none absolute inset-0 grid place-items-center rounded-2xl border-2 border-dashed border-accent bg-accent-soft text-sm font-semibold text-accent">
          {t('composer.dropHere')}
        </div>
      )}
      <ChangedDialog changes={sending.asked?.changes} onSend={sending.sendAnyway} onClose={sending.keepWriting} />
    </section>
  )
}
