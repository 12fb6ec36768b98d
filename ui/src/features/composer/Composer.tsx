import { Suspense, lazy, useCallback, useEffect, useId, useImperativeHandle, useMemo, useRef, useState, type DragEvent, type Ref } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { CornerUpLeft } from 'lucide-react'
import type { Conversation } from '@/api/types'
import { measure } from '@/lib/length'
import { useCommands } from '@/lib/commands'
import { useStore } from '@/lib/store'
import { classes } from '@/ui/classes'
import { withWords } from '@/lib/i18n'
import { Answering } from './Answering'
import { ComposerBar } from './ComposerBar'
import { RoomSwitch } from './RoomSwitch'
import { TextBox } from './TextBox'
import { isEmpty } from './draft-state'
import { marksOf } from './marks'
import { keeperFor, restoreDraft } from './keeper'
import { isPrivate, latestFromCustomer, roomOf } from './rooms'
import { attachments } from './use-attach'
import { useBePresent } from './use-presence'
import { type Then, useSend } from './use-send'

const loadCoach = () => withWords('coach', import('@/features/coach'))
const CoachPanel = lazy(() => loadCoach().then((all) => ({ default: all.CoachPanel })))
const Gate = lazy(() => loadCoach().then((all) => ({ default: all.Gate })))
const SecondLook = lazy(() => loadCoach().then((all) => ({ default: all.SecondLook })))
const SecondDialog = lazy(() => loadCoach().then((all) => ({ default: all.SecondDialog })))
const OverrideDialog = lazy(() => loadCoach().then((all) => ({ default: all.OverrideDialog })))
const Attachments = lazy(() => withWords('coach', import('./Attachments')).then((all) => ({ default: all.Attachments })))
const ChangedDialog = lazy(() => withWords('coach', import('./ChangedDialog')).then((all) => ({ default: all.ChangedDialog })))

export interface ComposerHandle {
  focus: (mode: 'reply' | 'note') => void
  answer: (postId: string) => void
}

const noMarks: never[] = []

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
  const gate = useId()
  const coach = useStore(keeper.coach)
  const marks = useMemo(() => marksOf(coach, state.text), [coach, state.text])
  const [overriding, setOverriding] = useState<Then | null>(null)
  /** What was asked for when it could not leave: sent anyway, it is done so. */
  const wanted = useRef<Then>('keep_open')
  const [asking, setAsking] = useState(false)
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
  const { attach, describe, looked, askSecond } = useMemo(() => attachments(keeper, limits), [keeper, limits])
  useBePresent(conversation.row.id, keeper)
  const returned = conversation.draft?.returned
  useEffect(() => {
    // What a colleague gave back is the writer's draft again; what they write meanwhile is not overwritten.
    if (conversation.draft?.returned && isEmpty(keeper.store.get())) restoreDraft(conversation.row.id, conversation.draft)
  }, [conversation.draft, conversation.row.id, keeper])
  useEffect(() => keeper.flush, [keeper])
  useEffect(() => {
    // Other words, or another conversation: what was wanted before is no longer asked for.
    wanted.current = 'keep_open'
  }, [keeper, state.text])

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

  const uploading = state.attachments.some((one) => one.state !== 'ready' || !one.looked)
  const coached = !note && room?.can_reply === true
  const ready = note ? state.note.trim() !== '' : !isEmpty(state) && !length.over && !uploading && room?.can_reply === true
  const verdict = note ? null : coach.verdict
  const blocked = verdict?.state === 'blocked' && coach.phase === 'ready' && coach.text === state.text
  const send = (then: Then) => {
    if (!ready) return box.current?.focus()
    if (note) sending.addNote()
    else if (blocked) {
      wanted.current = then
      document.getElementById(gate)?.focus()
    }
    else sending.send({ then })
  }
  const askSecondLook = () => (ready && !note ? setAsking(true) : box.current?.focus())
  useCommands('composer', [
    { id: 'send', group: 'reply', title: note ? 'composer.addNote' : 'command.send', keys: '$mod+Enter', whileTyping: true, run: () => send('keep_open') },
    ...(note
      ? []
      : [
          { id: 'send_resolve', group: 'reply' as const, title: 'command.sendResolve' as const, keys: '$mod+Shift+Enter', whileTyping: true, run: () => send('resolve') },
          { id: 'send_second', group: 'reply' as const, title: 'command.sendSecond' as const, keys: '$mod+Alt+Enter', whileTyping: true, run: askSecondLook },
        ]),
  ])

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDragging(false)
    attach([...event.dataTransfer.files])
  }
  /** The remark about the words under the caret is the one that is read. */
  const onCaret = useCallback(
    (at: number) => {
      const { advice, text } = keeper.coach.get()
      const hit = advice.findIndex((_, nth) => marksOf({ text, advice: advice.slice(nth, nth + 1), active: 0 }, text).some((mark) => mark.start <= at && at < mark.end))
      if (hit >= 0) keeper.coach.set((now) => (now.active === hit ? now : { ...now, active: hit }))
    },
    [keeper],
  )
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
        // Where there is room, the coach's remarks stand at the side, and nothing moves when they come.
        coached && '@min-[54rem]:min-h-54 @min-[54rem]:pe-80',
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
      {!note && returned && (
        <p role="status" className="mx-2 mt-1.5 flex items-start gap-2 rounded-lg bg-soon-soft px-2.5 py-1.5 text-xs text-pretty text-soon">
          <CornerUpLeft className="mt-px size-3.5 shrink-0 rtl:-scale-x-100" aria-hidden="true" />
          <span dir="auto">{t('composer.returned', { name: returned.by.name, note: returned.note })}</span>
        </p>
      )}
      {!note && room && !room.can_reply ? (
        <p className="px-4 py-3 text-sm text-ink-2">{room.cannot_reply_because ?? t('composer.cannotHere')}</p>
      ) : (
        <TextBox
          ref={box}
          value={note ? state.note : state.text}
          fits={note ? state.note.length : length.fits}
          marks={note ? noMarks : marks}
          onCaret={onCaret}
          label={note ? t('room.note') : t('composer.text')}
          placeholder={note ? t('composer.notePlaceholder') : t('composer.placeholder', { name: conversation.row.customer.name || conversation.row.customer.handle })}
          describedBy={counter}
          onChange={write}
          onFiles={attach}
        />
      )}
      <Suspense>
        {!note && state.attachments.length > 0 && (
          <Attachments
            attachments={state.attachments}
            onAlt={(key, alt) => keeper.send({ type: 'attachment', key, change: { alt } })}
            onAltDone={describe}
            onRemove={(key) => keeper.send({ type: 'detached', key })}
            onLooked={looked}
            onSecond={askSecond}
          />
        )}
      </Suspense>
      <Suspense>{coached && <CoachPanel conversation={conversation} keeper={keeper} box={box} />}</Suspense>
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
        blocked={blocked}
        held={verdict?.state === 'needs_approval'}
        gateId={gate}
        gate={
          <Suspense>
            {verdict && verdict.state !== 'free' && <Gate id={gate} verdict={verdict} deciding={coach.deciding} onOverride={() => setOverriding(wanted.current)} onSecond={askSecondLook} />}
          </Suspense>
        }
        second={<Suspense>{!blocked && verdict?.state !== 'needs_approval' && <SecondLook ready={ready && !sending.busy} onAsk={askSecondLook} />}</Suspense>}
      />
      {dragging && (
        <div className="pointer-events-none absolute inset-0 grid place-items-center rounded-2xl border-2 border-dashed border-accent bg-accent-soft text-sm font-semibold text-accent">
          {t('composer.dropHere')}
        </div>
      )}
      <Suspense>
        {sending.asked && <ChangedDialog changes={sending.asked.changes} onSend={sending.sendAnyway} onClose={sending.keepWriting} />}
        {asking && (
          <SecondDialog
            onClose={() => setAsking(false)}
            onSend={(words) => {
              setAsking(false)
              sending.send({ then: 'keep_open', second: true, note: words })
            }}
          />
        )}
        {overriding && (
          <OverrideDialog
            deciding={coach.deciding}
            second={verdict?.second_person === true}
            then={overriding}
            onClose={() => setOverriding(null)}
            onSend={(reason, then) => {
              setOverriding(null)
              sending.send({ then, override: reason })
            }}
          />
        )}
      </Suspense>
    </section>
  )
}
