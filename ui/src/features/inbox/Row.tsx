import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleAlert, Clock3, EarOff, Lock, SendHorizontal } from 'lucide-react'
import { useRow } from '@/api/rows'
import type { ConversationRow, ReplyState, View } from '@/api/types'
import { useNow } from '@/lib/now'
import { plain } from '@/lib/plain'
import { fullTime, shortAgo } from '@/lib/time'
import { urgencyOf } from '@/lib/urgency'
import { CustomerAvatar, PersonAvatar } from '@/ui/Avatar'
import { HeadStart, MatterChip } from '@/ui/Matter'
import { networkName } from '@/ui/NetworkGlyph'
import { UrgencyChip, urgencyLine } from '@/ui/Urgency'
import { classes } from '@/ui/classes'
import { belongsTo } from './list-state'

interface Props {
  id: string
  me: string
  view: View
  promise: number
  active: boolean
  picked: boolean
  compact: boolean
  topics: ReadonlyMap<string, string>
  position: number
  /** -1: nobody counted so far (aria-setsize). */
  total: number
  top: number
  height: number
  onOpen: (id: string, elsewhere: boolean) => void
}

export const rowDomId = (id: string) => `row-${id}`

type UnderWay = Exclude<ReplyState, 'seen' | 'cancelled' | 'returned'>

/** Not yet where everybody can see it. */
const isUnderWay = (state: ReplyState | null): state is UnderWay => state !== null && state !== 'seen' && state !== 'cancelled' && state !== 'returned'

const isPrivate = ({ room }: ConversationRow): boolean => room !== 'public' && room !== 'mail' && room !== 'private_page'

function ReplyMark({ state }: { state: ReplyState }) {
  const { t } = useTranslation()
  if (!isUnderWay(state)) return null
  const failed = state === 'failed'
  const Icon = failed ? CircleAlert : state === 'waiting' || state === 'held' ? Clock3 : SendHorizontal
  return (
    <span className={classes('inline-flex h-5 shrink-0 items-center gap-1 text-xs', failed ? 'font-semibold text-overdue' : 'text-ink-3')}>
      <Icon className="size-3.5" aria-hidden="true" />
      {t(`replyState.${state}`)}
    </span>
  )
}

function Preview({ row, me, strong }: { row: ConversationRow; me: string; strong: boolean }) {
  const { t } = useTranslation()
  const ours = row.preview_by === 'us'
  return (
    <p className={classes('truncate text-sm', strong ? 'text-ink' : 'text-ink-3')} dir="auto">
      {ours && <span className="text-ink-3">{t(row.owner?.id === me ? 'inbox.youWrote' : 'inbox.weWrote')} </span>}
      {plain(row.preview) || <span className="text-ink-3">{t('inbox.pictureOnly')}</span>}
    </p>
  )
}

function Marks({ row }: { row: ConversationRow }) {
  const { t } = useTranslation()
  return (
    <>
      {row.reply_state && <ReplyMark state={row.reply_state} />}
      {isPrivate(row) && (
        <span className="inline-flex h-5 shrink-0 items-center gap-1 text-xs text-private" title={t('inbox.private')}>
          <Lock className="size-3" aria-hidden="true" />
          <span className={row.reply_state ? '@max-[22rem]:sr-only' : undefined}>{t('inbox.private')}</span>
        </span>
      )}
    </>
  )
}

function Unaddressed({ row }: { row: ConversationRow }) {
  const { t } = useTranslation()
  return (
    <span className="inline-flex h-5 shrink-0 items-center gap-1 text-xs text-ink-3" title={t('inbox.unaddressedLong')}>
      <EarOff className="size-3.5 shrink-0" aria-hidden="true" />
      <span className={row.matter ? 'sr-only' : undefined}>{t('inbox.unaddressed')}</span>
    </span>
  )
}

/** The first topic; where the network stands anyway, in the picture's corner, it takes the word's place on narrow rows. */
function Topic({ row, topics }: { row: ConversationRow; topics: ReadonlyMap<string, string> }) {
  const id = row.matter?.topics[0]
  const name = id === undefined || id === 'other' ? undefined : topics.get(id)
  if (!name) return null
  return (
    <span data-topic={id} className="min-w-10 shrink-[40] truncate rounded bg-surface-2 px-1.5 text-2xs font-medium text-ink-2" title={name}>
      <bdi>{name}</bdi>
    </span>
  )
}

function InboxRow({ id, me, view, promise, active, picked, compact, topics, position, total, top, height, onOpen }: Props) {
  const { t } = useTranslation()
  const row = useRow(id)
  const now = useNow()
  if (!row) return null
  const { kind } = urgencyOf(row, now, promise)
  const settled = !belongsTo(row, view, me)
  const strong = row.unanswered > 0 && !settled
  const name = plain(row.customer.name || row.customer.handle)
  return (
    <div
      id={rowDomId(id)}
      role="option"
      tabIndex={-1}
      aria-selected={picked || active}
      aria-posinset={position}
      aria-setsize={total}
      data-selected={active}
      data-settled={settled || undefined}
      onClick={(event) => onOpen(id, event.ctrlKey || event.metaKey)}
      onKeyDown={undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      className={classes(
        'absolute inset-x-0 top-0 flex cursor-default gap-3 border-b border-line ps-4 pe-3 select-none',
        compact ? 'items-center' : 'items-start pt-3',
        active ? 'bg-accent-soft' : picked ? 'bg-surface-2' : 'bg-surface hover:bg-surface-2',
      )}
    >
      <span className={classes('absolute start-0 w-[3px]', active ? 'inset-y-0 bg-accent' : `inset-y-2 rounded-e-full ${urgencyLine[kind]}`)} aria-hidden="true" />
      <span className={settled ? 'opacity-50' : undefined}>
        {picked ? <Picked compact={compact} /> : <CustomerAvatar identity={row.customer} size={compact ? 'sm' : 'lg'} />}
      </span>
      <div className="min-w-0 flex-1">
        <div className={classes('flex gap-2', compact ? 'items-center' : 'items-baseline')}>
          <span className={classes('truncate text-sm', strong ? 'font-semibold text-ink' : settled ? 'text-ink-3' : 'font-medium text-ink-2')}>
            <bdi>{name}</bdi>
          </span>
          {!compact && <span className="shrink-0 text-xs text-ink-3">{networkName(row.network)}</span>}
          {compact && <UrgencyChip row={row} promise={promise} />}
          {compact && row.matter && <MatterChip short matter={row.matter} />}
          {!compact && <Topic row={row} topics={topics} />}
          <span className="tnum ms-auto shrink-0 text-xs text-ink-3" title={fullTime(row.last_post_at)}>
            {shortAgo(row.last_post_at, now, t)}
          </span>
        </div>
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <Preview row={row} me={me} strong={strong} />
          </div>
          {compact && <Tail row={row} me={me} />}
        </div>
        {!compact && (
          <div className="mt-0.5 flex h-5 items-center gap-2">
            {/* What does not fit goes into a second line that nobody sees: whole, and the least important first. */}
            <div className="flex h-5 min-w-0 flex-1 flex-wrap items-center gap-x-2 overflow-hidden">
              <UrgencyChip brief row={row} promise={promise} />
              <Marks row={row} />
              {row.matter && <MatterChip short={isUnderWay(row.reply_state) || isPrivate(row)} matter={row.matter} />}
              {row.waiting_since && <HeadStart minutes={row.head_start} />}
              {!row.addressed && <Unaddressed row={row} />}
            </div>
            <Tail row={row} me={me} />
          </div>
        )}
      </div>
    </div>
  )
}

function Picked({ compact }: { compact: boolean }) {
  return (
    <span
      className={classes(
        'grid shrink-0 place-items-center rounded-full bg-accent text-sm font-bold text-on-accent',
        compact ? 'size-7' : 'size-10',
      )}
      aria-hidden="true"
    >
      ✓
    </span>
  )
}

function Tail({ row, me }: { row: ConversationRow; me: string }) {
  const { t } = useTranslation()
  return (
    <span className="flex shrink-0 items-center gap-1.5">
      {row.owner && (
        <span className="flex items-center gap-1 text-xs text-ink-3" title={t('inbox.ownedBy', { name: row.owner.name })}>
          <PersonAvatar person={row.owner} />
          <span className="sr-only">{row.owner.id === me ? t('owner.you') : row.owner.name}</span>
        </span>
      )}
      {row.unanswered > 1 && (
        <span
          className="tnum grid h-[18px] min-w-[18px] place-items-center rounded-full bg-surface-3 px-1.5 text-2xs font-semibold text-ink"
          title={t('inbox.unanswered', { count: row.unanswered })}
        >
          <span aria-hidden="true">{row.unanswered}</span>
          <span className="sr-only">{t('inbox.unanswered', { count: row.unanswered })}</span>
        </span>
      )}
    </span>
  )
}

export const Row = memo(InboxRow)
