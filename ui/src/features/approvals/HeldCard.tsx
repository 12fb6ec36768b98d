import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { Check, CornerUpLeft, Globe, Lock, UsersRound } from 'lucide-react'
import type { Person, Post } from '@/api/types'
import type { HeldReply } from '@/api/types-answer'
import { atHandle } from '@/lib/handle'
import { heldWords } from '@/lib/held'
import { useNow } from '@/lib/now'
import { clock, longAgo } from '@/lib/time'
import { CustomerAvatar, PersonAvatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { GradeIcon, gradeTones } from '@/ui/Grade'
import { Kbd } from '@/ui/Kbd'
import { PostText } from '@/ui/PostText'
import { classes } from '@/ui/classes'
import { HeldPictures } from './HeldPictures'

interface Props {
  held: HeldReply
  active: boolean
  onFocus: () => void
  onApprove: () => void
  onApproveWith: () => void
  onReturn: () => void
}

function Said({ post }: { post: Post }) {
  const ours = post.by === 'us'
  return (
    <div className={classes('flex gap-2.5', post.by !== 'customer' && 'opacity-80')}>
      <span className="pt-0.5">{ours && post.agent ? <PersonAvatar person={post.agent} size="sm" /> : <CustomerAvatar identity={post.author} size="sm" badge={false} />}</span>
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 text-xs text-ink-3">
          <bdi className="truncate font-semibold text-ink-2">{post.agent?.name ?? (post.author.name || post.author.handle)}</bdi>
          <time dateTime={post.written_at} className="tnum shrink-0">
            {clock(post.written_at)}
          </time>
        </p>
        <PostText text={post.text} className="!text-sm" />
      </div>
    </div>
  )
}

/** What a colleague said, which the customer never sees. */
function Word({ by, text, label }: { by: Person; text: string; label: string }) {
  return (
    <div className="flex gap-2 rounded-lg border border-dashed border-note-line bg-note-soft px-2.5 py-1.5 text-xs text-note-ink">
      <PersonAvatar person={by} size="sm" />
      <div className="min-w-0">
        <p className="font-semibold">{label}</p>
        <PostText text={text} className="!text-xs" />
      </div>
    </div>
  )
}

function Remarks({ held }: { held: HeldReply }) {
  const { t } = useTranslation()
  if (held.advice.length === 0) return <p className="text-xs text-ink-3">{t('approvals.noRemarks')}</p>
  return (
    <ul aria-label={t('approvals.remarks')} className="flex flex-col gap-1.5">
      {held.advice.map((one) => (
        <li key={`${one.rule} ${one.spans[0]?.start ?? ''}`} className="flex items-start gap-2 text-xs">
          <GradeIcon grade={one.grade} />
          <span className="text-pretty">
            <span className={classes('font-semibold', gradeTones[one.grade])}>{t(`answers.grade.${one.grade}`)}</span> {one.reason} <span className="text-ink-3">{one.do}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

export function HeldCard({ held, active, onFocus, onApprove, onApproveWith, onReturn }: Props) {
  const { t } = useTranslation()
  const now = useNow()
  const { reply, row, posts } = held
  const hidden = row.room !== 'public'
  const Where = hidden ? Lock : Globe
  return (
    <article
      data-held=""
      tabIndex={-1}
      aria-label={t('approvals.card', { name: reply.agent.name, to: reply.to })}
      onFocus={onFocus}
      className={classes('overflow-hidden rounded-2xl border bg-surface shadow-1', active ? 'border-accent' : 'border-line')}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 text-xs text-ink-3">
        <CustomerAvatar identity={row.customer} size="sm" />
        <span className="min-w-0 text-sm">
          <bdi className="font-semibold">{row.customer.name || row.customer.handle}</bdi> <bdi className="text-ink-3">{atHandle(row.customer.handle, row.network)}</bdi>
        </span>
        <span className={classes('flex items-center gap-1 font-medium', hidden ? 'text-private' : 'text-accent')}>
          <Where className="size-3.5" aria-hidden="true" />
          {t(hidden ? 'approvals.private' : 'approvals.public')}
        </span>
        <span className="tnum ms-auto">{t('approvals.waits', { time: longAgo(reply.created_at, now, t) })}</span>
      </header>
      <div className="grid gap-x-6 gap-y-4 p-4 lg:grid-cols-2">
        <div role="group" aria-label={t('approvals.before')} className="flex max-h-80 min-w-0 flex-col gap-3 overflow-y-auto" tabIndex={0}>
          {posts.map((post) => (
            <Said key={post.id} post={post} />
          ))}
        </div>
        <div role="group" aria-label={t('approvals.reply')} className="flex min-w-0 flex-col gap-3">
          <p className="flex items-center gap-2 text-xs text-ink-3">
            <PersonAvatar person={reply.agent} size="sm" />
            <span>{t('approvals.writes', { name: reply.agent.name })}</span>
          </p>
          <div data-bubble="" className="rounded-2xl rounded-ss-md border border-dashed border-accent bg-accent-soft px-3.5 py-2">
            <PostText text={reply.text} marks={held.advice.flatMap((one) => one.spans)} />
            <HeldPictures media={held.media} advice={held.advice} />
          </div>
          {reply.ask_note && <Word by={reply.agent} text={reply.ask_note} label={t('approvals.asks', { name: reply.agent.name })} />}
          <Remarks held={held} />
          {held.notes.length > 0 && (
            <div role="group" aria-label={t('approvals.notes')} className="flex flex-col gap-1.5">
              {held.notes.map((one) => (
                <Word key={one.id} by={one.author} text={one.text} label={t('approvals.noteBy', { name: one.author.name })} />
              ))}
            </div>
          )}
        </div>
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-surface-2 px-4 py-2.5">
        <p className="flex min-w-0 flex-1 basis-60 items-start gap-1.5 text-xs text-pretty text-ink-2">
          <UsersRound className="mt-px size-3.5 shrink-0" aria-hidden="true" />
          {held.may_approve ? heldWords(held.why, t) : t('approvals.notYours')}
        </p>
        <Link
          to="/inbox/$view/{-$conversationId}"
          params={{ view: 'all', conversationId: reply.conversation_id }}
          className="inline-flex h-8 items-center rounded-lg px-3 text-sm font-medium text-ink-2 hover:bg-surface-3 hover:text-ink"
        >
          {t('approvals.open')}
        </Link>
        {held.may_approve && (
          <>
            <Button onClick={onReturn} icon={<CornerUpLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />}>
              {t('approvals.return')}
              {active && (
                <span className="max-md:hidden">
                  <Kbd keys="r" />
                </span>
              )}
            </Button>
            {!held.needs_reason && <Button onClick={onApproveWith}>{t('approvals.approveWith')}</Button>}
            <Button tone={hidden ? 'private' : 'primary'} onClick={onApprove} icon={<Check className="size-4" aria-hidden="true" />}>
              {t('approvals.approve')}
            </Button>
          </>
        )}
      </footer>
    </article>
  )
}
