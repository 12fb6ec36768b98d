import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { CircleAlert, Clock3, RotateCw, SendHorizontal, Undo2 } from 'lucide-react'
import { desk } from '@/api/desk'
import type { Reply } from '@/api/types'
import { heldWords } from '@/lib/held'
import { useSeconds } from '@/lib/now'
import { longAgo, spell } from '@/lib/time'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { PersonAvatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { PostText } from '@/ui/PostText'

function useReplyWork(reply: Reply) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const onError = (error: unknown) => void tell(explain(error, t), 'error')
  const refresh = () => void client.invalidateQueries({ queryKey: ['replies'] })
  const retry = useMutation({ mutationFn: () => desk.retry(reply.id), onSuccess: refresh, onError })
  const takeBack = useMutation({
    mutationFn: () => desk.takeBack(reply.id),
    onSuccess: () => {
      refresh()
      client.removeQueries({ queryKey: ['conversation', reply.conversation_id] })
      void navigate({ to: '/inbox/$view/{-$conversationId}', params: { view: 'all', conversationId: reply.conversation_id } })
    },
    onError,
  })
  return { retry, takeBack }
}

function When({ reply }: { reply: Reply }) {
  const { t } = useTranslation()
  const now = useSeconds()
  const next = reply.next_attempt_at ?? reply.leaves_at
  const left = next ? Math.floor((Date.parse(next) - now) / 60_000) : 0
  return (
    <span className="tnum">
      {longAgo(reply.created_at, now, t)}
      {reply.attempts > 0 && ` · ${t('outbox.attempts', { count: reply.attempts })}`}
      {next && Date.parse(next) > now && ` · ${t('outbox.next', { time: spell(left, t) })}`}
    </span>
  )
}

export function ReplyCard({ reply }: { reply: Reply }) {
  const { t } = useTranslation()
  const { retry, takeBack } = useReplyWork(reply)
  const failed = reply.state === 'failed'
  const Icon = failed ? CircleAlert : reply.state === 'waiting' ? Clock3 : SendHorizontal
  return (
    <article className="rounded-2xl border border-line bg-surface p-4 shadow-1">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-3">
        <PersonAvatar person={reply.agent} size="sm" />
        <span className="text-sm text-ink-2">
          <span className="font-semibold text-ink">{reply.agent.name}</span> {t('reply.to')} <bdi className="font-medium">{reply.to}</bdi>
        </span>
        <span className="ms-auto">
          <When reply={reply} />
        </span>
      </header>
      <PostText text={reply.text} className="mt-2 line-clamp-4" />
      {reply.state === 'held' && reply.held_because && <p className="mt-2 text-xs text-pretty text-ink-2">{heldWords(reply.held_because, t)}</p>}
      {reply.error && (
        <p className="mt-3 flex items-start gap-2 rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
          <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {reply.error}
        </p>
      )}
      <footer className="mt-3 flex flex-wrap gap-2">
        {failed && (
          <Button tone="primary" onClick={() => retry.mutate()} aria-disabled={retry.isPending} icon={<RotateCw className="size-4" aria-hidden="true" />}>
            {t('reply.retry')}
          </Button>
        )}
        {(failed || reply.state === 'waiting' || reply.state === 'held') && (
          <Button onClick={() => takeBack.mutate()} aria-disabled={takeBack.isPending} icon={<Undo2 className="size-4" aria-hidden="true" />}>
            {t('reply.backToDraft')}
          </Button>
        )}
        <Link
          to="/inbox/$view/{-$conversationId}"
          params={{ view: 'all', conversationId: reply.conversation_id }}
          className="inline-flex h-8 items-center rounded-lg px-3 text-sm font-medium text-ink-2 hover:bg-surface-2 hover:text-ink"
        >
          {t('outbox.open')}
        </Link>
      </footer>
    </article>
  )
}
