import { useTranslation } from 'react-i18next'
import { CheckCheck, Check, CircleAlert, Clock3, RotateCw, SendHorizontal, Undo2, UsersRound, CornerUpLeft } from 'lucide-react'
import type { Reply } from '@/api/types'
import { heldWords } from '@/lib/held'
import { useSeconds } from '@/lib/now'
import { clock } from '@/lib/time'
import { ApprovalLine } from '@/ui/ApprovalLine'
import { PersonAvatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { PostText } from '@/ui/PostText'
import { classes } from '@/ui/classes'
import { Pictures } from './Pictures'

const icons = { waiting: Clock3, sending: SendHorizontal, sent: Check, seen: CheckCheck, failed: CircleAlert, cancelled: Undo2, held: UsersRound, returned: CornerUpLeft }

interface Props {
  reply: Reply
  onRetry: (reply: Reply) => void
  onTakeBack: (reply: Reply) => void
}

function State({ reply, onRetry, onTakeBack }: Props) {
  const { t } = useTranslation()
  const now = useSeconds()
  const left = reply.state === 'waiting' && reply.leaves_at ? Math.ceil((Date.parse(reply.leaves_at) - now) / 1000) : 0
  const Icon = icons[reply.state]
  const failed = reply.state === 'failed'
  return (
    <div className={classes('mt-1.5 flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-xs', failed ? 'text-overdue' : 'text-ink-3')}>
      <span className={classes('flex items-center gap-1', failed && 'font-semibold')}>
        <Icon className="size-3.5" aria-hidden="true" />
        <span className="tnum">{left > 0 ? t('reply.leavesIn', { count: left }) : t(`reply.${reply.state}`)}</span>
      </span>
      {reply.error && <span className="text-pretty">{reply.error}</span>}
      {reply.state === 'held' && reply.held_because && <span className="text-pretty">{heldWords(reply.held_because, t)}</span>}
      {(left > 0 || reply.state === 'held') && (
        <Button size="sm" data-dense="" onClick={() => onTakeBack(reply)} icon={<Undo2 className="size-3.5" aria-hidden="true" />}>
          {t(reply.state === 'held' ? 'reply.backToDraft' : 'reply.undo')}
        </Button>
      )}
      {failed && (
        <>
          <Button size="sm" onClick={() => onRetry(reply)} icon={<RotateCw className="size-3.5" aria-hidden="true" />}>
            {t('reply.retry')}
          </Button>
          <Button size="sm" tone="quiet" onClick={() => onTakeBack(reply)}>
            {t('reply.backToDraft')}
          </Button>
        </>
      )}
    </div>
  )
}

/** A reply of ours that is not yet seen on the network. */
export function ReplyItem(props: Props) {
  const { t } = useTranslation()
  const { reply } = props
  const failed = reply.state === 'failed'
  return (
    <article aria-label={t('reply.label', { name: reply.agent.name })} className="mt-5 flex flex-row-reverse gap-3">
      <div className="w-7 shrink-0 pt-5">
        <PersonAvatar person={reply.agent} size="sm" />
      </div>
      <div className="flex max-w-[min(36rem,82%)] min-w-0 flex-col items-end">
        <p className="mb-1 flex flex-row-reverse items-baseline gap-2 text-xs">
          <bdi className="font-semibold text-ink-2">{reply.agent.name}</bdi>
          <span className="text-ink-3">
            {t('reply.to')} <bdi>{reply.to}</bdi>
          </span>
          <time dateTime={reply.created_at} className="tnum text-ink-3">
            {clock(reply.created_at)}
          </time>
        </p>
        <div
          data-bubble=""
          className={classes(
            'min-w-0 rounded-2xl rounded-se-md border border-dashed px-3.5 py-2',
            failed ? 'border-overdue bg-overdue-soft' : 'border-accent bg-accent-soft',
          )}
        >
          <PostText text={reply.text} />
          <Pictures pictures={reply.pictures} />
        </div>
        <State {...props} />
        {reply.ask_note && (
          <p dir="auto" className="mt-1 text-xs text-pretty break-words text-ink-3">
            {t('held.asks', { name: reply.agent.name, note: reply.ask_note })}
          </p>
        )}
        <ApprovalLine approval={reply.approval} />
      </div>
    </article>
  )
}
