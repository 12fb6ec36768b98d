import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { CircleSlash, Ear, ExternalLink, EyeOff, Inbox, Layers, MessageCircleReply, Radio, VolumeX } from 'lucide-react'
import type { HeardDecision, HeardItem } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { matterOf } from '@/lib/correction'
import { useNow } from '@/lib/now'
import { plain } from '@/lib/plain'
import { told } from '@/lib/told'
import { fullTime, languageName, shortAgo } from '@/lib/time'
import { CustomerAvatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { MatterChip } from '@/ui/Matter'
import { networkName } from '@/ui/NetworkGlyph'
import { PostText } from '@/ui/PostText'
import { classes } from '@/ui/classes'

const icons: Record<HeardDecision, typeof Inbox> = { inbox: Inbox, listening: Radio, folded: Layers, quiet: VolumeX, not_about_us: CircleSlash }

export interface HeardActions {
  onAnswer: (item: HeardItem) => void
  onNotUs: (item: HeardItem) => void
  onQuiet: (item: HeardItem) => void
}

interface Props extends HeardActions {
  item: HeardItem
  topics: ReadonlyMap<string, string>
  /** Somebody who may only read decides nothing. */
  mayDecide: boolean
}

function Decision({ item }: { item: HeardItem }) {
  const { t } = useTranslation()
  const Icon = icons[item.decision]
  return (
    <p className="mt-2 flex items-start gap-1.5 text-xs text-ink-3">
      <Icon className="mt-px size-3.5 shrink-0" aria-hidden="true" />
      <span className="min-w-0 text-pretty">
        <span className="font-medium text-ink-2">{t(`listening.decision.${item.decision}`)}</span>
        {item.reason && <> · {told(item.reason, t)}</>}
      </span>
    </p>
  )
}

/** One post that names us without speaking to us, what was decided about it, and why. */
export function HeardCard({ item, topics, mayDecide, onAnswer, onNotUs, onQuiet }: Props) {
  const { t } = useTranslation()
  const now = useNow()
  const { post, judgement } = item
  const name = plain(post.author.name || post.author.handle)
  const about = judgement?.topics.filter(({ id }) => id !== 'other').map(({ id }) => topics.get(id) ?? id) ?? []
  const settled = item.decision === 'quiet' || item.decision === 'not_about_us'
  return (
    <article aria-label={t('listening.by', { name, time: shortAgo(post.written_at, now, t) })} data-decision={item.decision} className="flex gap-3 px-4 py-3">
      <CustomerAvatar identity={post.author} size="md" />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 text-xs text-ink-3">
          <bdi className="truncate text-sm font-semibold text-ink">{name}</bdi>
          <bdi className="truncate max-sm:hidden">{atHandle(post.author.handle, post.network)}</bdi>
          <span className="shrink-0">{networkName(post.network)}</span>
          <time dateTime={post.written_at} title={fullTime(post.written_at)} className="tnum ms-auto shrink-0">
            {shortAgo(post.written_at, now, t)}
          </time>
          {post.url && post.url.startsWith('https://') && (
            <a
              href={post.url}
              target="_blank"
              rel="noopener noreferrer nofollow"
              aria-label={t('listening.onNetwork')}
              title={t('listening.onNetwork')}
              className="-my-1 grid size-6 shrink-0 place-items-center self-center rounded-md text-ink-3 hover:bg-surface-2 hover:text-ink"
            >
              <ExternalLink className="size-3.5" aria-hidden="true" />
            </a>
          )}
        </p>
        <PostText text={post.text} marks={item.terms.flatMap((term) => term.spans)} className={classes('mt-0.5 !text-sm', settled && 'text-ink-3')} />
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 text-xs text-ink-3">
          {judgement && <MatterChip matter={matterOf(judgement)} />}
          {about.length > 0 && <bdi>{about.join(', ')}</bdi>}
          {post.language && post.language !== 'und' && <span>{languageName(post.language)}</span>}
          <span className="inline-flex items-center gap-1">
            <Ear className="size-3" aria-hidden="true" />
            <span className="sr-only">{t('listening.heardFor')}</span>
            <bdi>{item.terms.map((term) => term.text).join(', ')}</bdi>
          </span>
        </p>
        <Decision item={item} />
        <div className="mt-2 flex flex-wrap gap-1.5">
          {item.conversation_id ? (
            <Link
              to="/inbox/$view/{-$conversationId}"
              params={{ view: 'all', conversationId: item.conversation_id }}
              data-target=""
              className="inline-flex h-7 items-center gap-1.5 rounded-lg border border-line-strong bg-surface px-2.5 text-xs font-medium shadow-1 hover:bg-surface-2"
            >
              <MessageCircleReply className="size-3.5" aria-hidden="true" />
              {t('listening.open')}
            </Link>
          ) : (
            mayDecide && (
              <Button size="sm" onClick={() => onAnswer(item)} icon={<MessageCircleReply className="size-3.5" aria-hidden="true" />}>
                {t('listening.answer')}
              </Button>
            )
          )}
          {mayDecide && item.decision !== 'not_about_us' && (
            <Button size="sm" tone="quiet" onClick={() => onNotUs(item)} icon={<CircleSlash className="size-3.5" aria-hidden="true" />}>
              {t('listening.notUs')}
            </Button>
          )}
          {mayDecide && item.decision !== 'quiet' && (
            <Button size="sm" tone="quiet" onClick={() => onQuiet(item)} icon={<EyeOff className="size-3.5" aria-hidden="true" />}>
              {t('listening.leaveAlone')}
            </Button>
          )}
        </div>
      </div>
    </article>
  )
}
