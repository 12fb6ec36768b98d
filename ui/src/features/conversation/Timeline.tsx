import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArrowDown, History as HistoryIcon, LockKeyhole, StickyNote } from 'lucide-react'
import { useMe } from '@/api/session'
import type { Conversation, Event, Note, Reply, Room } from '@/api/types'
import { useNow } from '@/lib/now'
import { clock, dayName, fullTime } from '@/lib/time'
import { useTopicNames } from '@/lib/topics'
import { Button } from '@/ui/Button'
import { networkName } from '@/ui/NetworkGlyph'
import { PostText } from '@/ui/PostText'
import { RoomIcon } from '@/features/composer'
import { PostItem } from './PostItem'
import { ReplyItem } from './ReplyItem'
import { eventWords } from './event-words'
import { type TimelineItem, buildTimeline } from './timeline'

interface Props {
  conversation: Conversation
  events: readonly Event[]
  onAnswer: (postId: string) => void
  onWhy: (postId: string) => void
  onCorrect: ((postId: string) => void) | undefined
  onRetry: (reply: Reply) => void
  onTakeBack: (reply: Reply) => void
  onOlder: () => void
  onHistory: () => void
}

const NEAR_END_PX = 80

function Day({ at }: { at: string }) {
  const { t } = useTranslation()
  return (
    <div className="mt-6 flex items-center gap-3 first:mt-0" role="separator">
      <span className="h-px flex-1 bg-line" />
      <span className="text-xs font-medium text-ink-3">{dayName(at, useNow(), t)}</span>
      <span className="h-px flex-1 bg-line" />
    </div>
  )
}

function RoomLine({ room }: { room: Room }) {
  const { t } = useTranslation()
  return (
    <p className={`mt-5 flex items-center justify-center gap-1.5 text-xs font-medium ${room.kind === 'public' ? 'text-ink-3' : 'text-private'}`}>
      <RoomIcon room={room} className="!size-3.5" />
      {t(`room.line.${room.kind}`, { network: networkName(room.network) })}
    </p>
  )
}

function NoteItem({ note }: { note: Note }) {
  const { t } = useTranslation()
  return (
    <article className="mt-5 flex gap-3 rounded-2xl border border-dashed border-note-line bg-note-soft px-4 py-2.5 text-note-ink">
      <StickyNote className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
          <span className="font-semibold">{t('note.by', { name: note.author.name })}</span>
          <time dateTime={note.written_at} title={fullTime(note.written_at)} className="tnum">
            {clock(note.written_at)}
          </time>
          <span className="ms-auto flex items-center gap-1">
            <LockKeyhole className="size-3" aria-hidden="true" />
            {t('note.onlyUs')}
          </span>
        </p>
        <PostText text={note.text} className="mt-0.5 text-ink" />
      </div>
    </article>
  )
}

function EventLine({ event, close }: { event: Event; close: boolean }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <p className={`${close ? 'mt-1' : 'mt-4'} text-center text-xs text-pretty text-ink-3`}>
      {eventWords(event, me.id, t)}
      <span className="tnum"> · {clock(event.at)}</span>
    </p>
  )
}

/** Stays at the end while the reader is there, and stays put when they have scrolled away. */
function useEndOf(items: TimelineItem[], id: string) {
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [missed, setMissed] = useState(false)
  const count = useRef(0)
  const toEnd = () => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
    atEnd.current = true
    setMissed(false)
  }
  useLayoutEffect(() => {
    count.current = 0
    toEnd()
  }, [id])
  const last = items.at(-1)?.key
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
    else if (items.length > count.current) setMissed(true)
    count.current = items.length
  }, [last, items.length])
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    // The composer grows and shrinks below; the end stays in sight.
    const observer = new ResizeObserver(() => atEnd.current && toEnd())
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    const box = scroller.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
    if (atEnd.current && missed) setMissed(false)
  }
  return { scroller, missed, toEnd, onScroll }
}

export function Timeline({ conversation, events, onAnswer, onWhy, onCorrect, onRetry, onTakeBack, onOlder, onHistory }: Props) {
  const { t } = useTranslation()
  const items = useMemo(() => buildTimeline(conversation, events), [conversation, events])
  const topics = useTopicNames()
  const { scroller, missed, toEnd, onScroll } = useEndOf(items, conversation.row.id)
  const answerable = new Set(conversation.rooms.filter((room) => room.can_reply).map((room) => room.id))
  return (
    <div className="relative min-h-0 flex-1 [@media(max-height:26rem)]:min-h-40 [@media(max-height:26rem)]:flex-none">
      <div
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={t('conversation.timeline')}
        tabIndex={0}
        className="ring-inside h-full overflow-y-auto overscroll-contain"
      >
        <div className="mx-auto flex min-h-full max-w-3xl flex-col justify-end px-4 py-5 md:px-6">
          {conversation.posts_before && (
            <Button tone="quiet" className="mx-auto mb-2" onClick={onOlder}>
              {t('conversation.older')}
            </Button>
          )}
          <Button
            tone="quiet"
            size="sm"
            className="mx-auto mb-2 text-ink-3 lg:hidden"
            onClick={onHistory}
            icon={<HistoryIcon className="size-3.5" aria-hidden="true" />}
          >
            {t('conversation.history')}
          </Button>
          {items.map((item, at) => {
            switch (item.kind) {
              case 'day':
                return <Day key={item.key} at={item.at} />
              case 'room':
                return <RoomLine key={item.key} room={item.room} />
              case 'post':
                return (
                  <PostItem
                    key={item.key}
                    post={item.post}
                    first={item.first}
                    aside={item.aside}
                    canAnswer={item.post.by !== 'us' && answerable.has(item.post.room_id)}
                    topics={topics}
                    onAnswer={onAnswer}
                    onWhy={onWhy}
                    onCorrect={onCorrect}
                  />
                )
              case 'reply':
                return <ReplyItem key={item.key} reply={item.reply} onRetry={onRetry} onTakeBack={onTakeBack} />
              case 'note':
                return <NoteItem key={item.key} note={item.note} />
              case 'event':
                return <EventLine key={item.key} event={item.event} close={items[at - 1]?.kind === 'event'} />
            }
          })}
        </div>
      </div>
      {missed && (
        <button
          type="button"
          onClick={toEnd}
          className="enter absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-ink px-3.5 text-xs font-semibold text-surface shadow-2"
        >
          <ArrowDown className="size-3.5" aria-hidden="true" />
          {t('conversation.newBelow')}
        </button>
      )}
    </div>
  )
}
