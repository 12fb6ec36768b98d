import { useTranslation } from 'react-i18next'
import { CornerUpLeft } from 'lucide-react'
import type { Conversation, Post, Room } from '@/api/types'
import { atHandle } from '@/lib/handle'
import type { DraftState } from './draft-state'

interface Props {
  conversation: Conversation
  state: DraftState
  room: Room | undefined
  latest: Post | undefined
  onAnswer: (postId: string) => void
}

/** Who will be answered, as whom, and on which post. It stays what it was when the first letter was written. */
export function Answering({ conversation, state, room, latest, onAnswer }: Props) {
  const { t } = useTranslation()
  if (state.mode === 'note') return <p className="text-xs text-note-ink">{t('composer.noteOnlyUs')}</p>
  if (!room) return null
  const target = conversation.posts.find((post) => post.id === state.inReplyTo) ?? latest
  const behind = latest && target && target.id !== latest.id && Date.parse(latest.written_at) > Date.parse(target.written_at)
  return (
    <p className="flex min-w-0 flex-1 items-center gap-1.5 text-xs text-ink-3">
      <CornerUpLeft className="size-3.5 shrink-0 rtl:-scale-x-100" aria-hidden="true" />
      <span className="min-w-0 truncate">
        <span>{t('composer.to')} </span>
        <bdi className="font-medium text-ink-2">{atHandle(target?.author.handle ?? conversation.row.customer.handle, room.network)}</bdi>
        <span> {t('composer.as')} </span>
        <bdi>{atHandle(room.speaks_as, room.network)}</bdi>
      </span>
      {behind && (
        <button
          type="button"
          data-dense=""
          className="shrink-0 rounded px-1 py-0.5 font-semibold text-soon underline underline-offset-2"
          onClick={() => onAnswer(latest.id)}
        >
          {t('composer.answerNewest')}
        </button>
      )}
    </p>
  )
}
