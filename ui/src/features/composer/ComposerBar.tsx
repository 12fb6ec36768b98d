import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleAlert, CloudOff, ImagePlus, Lock, SendHorizontal, StickyNote } from 'lucide-react'
import { usePresence } from '@/api/sync'
import { useMe } from '@/api/session'
import type { Conversation, Room } from '@/api/types'
import type { Length } from '@/lib/length'
import { explain } from '@/lib/words'
import { Button, IconButton } from '@/ui/Button'
import { LengthMeter } from './LengthMeter'
import type { DraftState } from './draft-state'
import { isPrivate } from './rooms'
import { acceptedPictures } from './use-attach'
import type { Then } from './use-send'

interface Props {
  conversation: Conversation
  state: DraftState
  room: Room | undefined
  length: Length
  counterId: string
  ready: boolean
  busy: boolean
  error: unknown
  onFiles: (files: File[]) => void
  onSend: (then: Then) => void
  /** The coach found a real danger; why stands in the gate. */
  blocked: boolean
  /** Somebody else will look at it first. */
  held: boolean
  gate: ReactNode
  gateId: string
  /** Asks a colleague to look first, though nothing asks for it. */
  second: ReactNode
}

function Others({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const me = useMe()
  const others = usePresence(conversation.row.id, conversation.others).filter((one) => one.person.id !== me.id)
  const replying = others.find((one) => one.replying)
  const first = replying ?? others[0]
  if (!first) return null
  return (
    <span className={replying ? 'flex items-center gap-1.5 text-xs font-semibold text-soon' : 'flex items-center gap-1.5 text-xs text-ink-3'}>
      <span className="size-1.5 rounded-full bg-current" aria-hidden="true" />
      {t(replying ? 'composer.isReplying' : 'composer.isHere', { name: first.person.name })}
    </span>
  )
}

function SavedMark({ saved }: { saved: DraftState['saved'] }) {
  const { t } = useTranslation()
  if (saved === 'unreachable') {
    return (
      <span className="flex items-center gap-1 text-xs text-soon">
        <CloudOff className="size-3.5" aria-hidden="true" />
        {t('composer.keptHere')}
      </span>
    )
  }
  if (saved === 'saved') return <span className="hidden text-xs text-ink-3 sm:inline">{t('composer.saved')}</span>
  return null
}

export function ComposerBar({ conversation, state, room, length, counterId, ready, busy, error, onFiles, onSend, blocked, held, gate, gateId, second }: Props) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const note = state.mode === 'note'
  const hidden = room !== undefined && isPrivate(room.kind)
  const way = hidden ? 'private' : 'public'
  const waits = !ready || busy || blocked
  const about = blocked || held ? gateId : undefined
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-2 pt-1 pb-2">
      {error !== null && (
        <p role="alert" className="flex w-full items-center gap-1.5 px-2 text-xs font-medium text-overdue">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          {t('composer.notSent', { why: explain(error, t) })}
        </p>
      )}
      {!note && room && room.limits.images > 0 && (
        <>
          <IconButton label={t('composer.attach')} onClick={() => picker.current?.click()} data-tip-side="top">
            <ImagePlus className="size-[18px]" aria-hidden="true" />
          </IconButton>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            accept={acceptedPictures}
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </>
      )}
      {!note && <LengthMeter length={length} id={counterId} />}
      <Others conversation={conversation} />
      {!note && <SavedMark saved={state.saved} />}
      {!note && gate}
      <div className="ms-auto flex flex-wrap items-center justify-end gap-2">
        {note ? (
          <Button onClick={() => onSend('keep_open')} aria-disabled={!ready || busy} icon={<StickyNote className="size-4" aria-hidden="true" />}>
            {t('composer.addNote')}
          </Button>
        ) : (
          <>
            {second}
            {!held && (
              <Button onClick={() => onSend('resolve')} aria-disabled={waits} aria-describedby={about}>
                {t(`composer.${way}.resolve`)}
              </Button>
            )}
            <Button
              tone={hidden ? 'private' : 'primary'}
              onClick={() => onSend('keep_open')}
              aria-disabled={waits}
              aria-describedby={about}
              icon={
                hidden ? <Lock className="size-4" aria-hidden="true" /> : <SendHorizontal className="size-4 rtl:-scale-x-100" aria-hidden="true" />
              }
            >
              {t(held ? 'composer.askSecond' : `composer.${way}.keepOpen`)}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
