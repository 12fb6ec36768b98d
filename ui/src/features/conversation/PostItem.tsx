import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CornerUpLeft, ExternalLink, Pencil, Trash2 } from 'lucide-react'
import type { Post } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { clock, fullTime } from '@/lib/time'
import { ApprovalLine } from '@/ui/ApprovalLine'
import { CustomerAvatar, PersonAvatar } from '@/ui/Avatar'
import { IconButton } from '@/ui/Button'
import { PostText } from '@/ui/PostText'
import { classes } from '@/ui/classes'
import { JudgementLine } from './JudgementLine'
import { Pictures } from './Pictures'

interface Props {
  post: Post
  first: boolean
  /** A run of posts for context begins here. */
  aside: boolean
  canAnswer: boolean
  topics: ReadonlyMap<string, string>
  onAnswer: (postId: string) => void
  onWhy: (postId: string) => void
  onCorrect: ((postId: string) => void) | undefined
}

function Versions({ post }: { post: Post }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (!post.edited_at || post.earlier_versions.length === 0) return null
  return (
    <div className="mt-1.5">
      <button
        type="button"
        data-dense=""
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-6 items-center gap-1 rounded text-xs text-ink-3 hover:text-ink"
      >
        <Pencil className="size-3" aria-hidden="true" />
        {t('post.edited', { time: clock(post.edited_at) })}
        <span className="underline decoration-line-strong underline-offset-2">{t(open ? 'post.hideEarlier' : 'post.showEarlier')}</span>
      </button>
      {open && (
        <ol className="mt-1 flex flex-col gap-1.5 border-s-2 border-line-strong ps-3">
          {post.earlier_versions.map((version) => (
            <li key={version.replaced_at} className="text-sm text-ink-2">
              <PostText text={version.text} className="!text-sm" />
              <span className="text-2xs text-ink-3">{t('post.until', { time: clock(version.replaced_at) })}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function Body({ post }: { post: Post }) {
  const { t } = useTranslation()
  if (!post.deleted_at) return <PostText text={post.text} {...(post.judgement && { marks: post.judgement.because })} />
  return (
    <>
      <p className="flex items-center gap-1.5 text-xs font-medium text-ink-3">
        <Trash2 className="size-3.5" aria-hidden="true" />
        {t('post.deleted', { time: clock(post.deleted_at) })}
      </p>
      {post.text && <PostText text={post.text} className="mt-1 text-ink-3 line-through decoration-line-strong" />}
    </>
  )
}

function Head({ post }: { post: Post }) {
  const { t } = useTranslation()
  const ours = post.by === 'us'
  const name = ours ? (post.agent?.name ?? post.author.name) : post.author.name || post.author.handle
  return (
    <p className={classes('mb-1 flex items-baseline gap-2 text-xs', ours && 'flex-row-reverse')}>
      <bdi className="truncate font-semibold text-ink-2">{name}</bdi>
      {ours ? (
        <span className="truncate text-ink-3">
          {t('post.as')} <bdi>{atHandle(post.author.handle, post.author.network)}</bdi>
        </span>
      ) : (
        post.by === 'other' && <bdi className="truncate text-ink-3">{atHandle(post.author.handle, post.author.network)}</bdi>
      )}
      <time dateTime={post.written_at} title={fullTime(post.written_at)} className="tnum shrink-0 text-ink-3">
        {clock(post.written_at)}
      </time>
    </p>
  )
}

const bubbles: Record<Post['by'], string> = {
  customer: 'bg-surface border border-line rounded-2xl rounded-ss-md shadow-1',
  us: 'bg-accent-soft border border-accent-line rounded-2xl rounded-se-md',
  other: 'bg-transparent border border-line rounded-2xl rounded-ss-md',
}

function Item({ post, first, aside, canAnswer, topics, onAnswer, onWhy, onCorrect }: Props) {
  const { t } = useTranslation()
  const ours = post.by === 'us'
  const quiet = post.context
  return (
    <article
      data-post={post.id}
      aria-label={t('post.label', { name: post.agent?.name ?? (post.author.name || post.author.handle), time: clock(post.written_at) })}
      className={classes('group flex gap-3', ours && 'flex-row-reverse', first ? 'mt-5' : 'mt-1.5')}
    >
      <div className="w-7 shrink-0 pt-5">
        {first && (ours && post.agent ? <PersonAvatar person={post.agent} size="sm" /> : <CustomerAvatar identity={post.author} size="sm" badge={false} />)}
      </div>
      <div className={classes('flex max-w-[min(36rem,82%)] min-w-0 flex-col', ours ? 'items-end' : 'items-start')}>
        {first && <Head post={post} />}
        {aside && <p className="mb-1 text-2xs font-medium text-ink-3">{t('post.context')}</p>}
        <div className={classes('flex max-w-full items-center gap-1', ours && 'flex-row-reverse')}>
          <div data-bubble="" className={classes('min-w-0 px-3.5 py-2', bubbles[post.by], quiet && '!bg-transparent text-ink-3 !shadow-none')}>
            <Body post={post} />
            <Pictures pictures={post.deleted_at ? [] : post.pictures} />
            <Versions post={post} />
          </div>
          <div className="flex shrink-0 opacity-0 transition-opacity duration-100 group-focus-within:opacity-100 group-hover:opacity-100">
            {canAnswer && !post.deleted_at && (
              <IconButton size="sm" label={t('post.answer')} onClick={() => onAnswer(post.id)}>
                <CornerUpLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />
              </IconButton>
            )}
            {post.url && post.url.startsWith('https://') && (
              <a
                href={post.url}
                target="_blank"
                rel="noopener noreferrer nofollow"
                aria-label={t('post.openOnNetwork')}
                data-tip={t('post.openOnNetwork')}
                className="tip grid size-7 place-items-center rounded-lg text-ink-2 hover:bg-surface-2 hover:text-ink"
              >
                <ExternalLink className="size-3.5" aria-hidden="true" />
              </a>
            )}
          </div>
        </div>
        <ApprovalLine approval={post.approval} />
        {post.by === 'customer' && !quiet && !post.deleted_at && <JudgementLine post={post} topics={topics} onWhy={onWhy} onCorrect={onCorrect} />}
      </div>
    </article>
  )
}

export const PostItem = memo(Item)
