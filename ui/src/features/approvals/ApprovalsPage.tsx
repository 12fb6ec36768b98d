import { Suspense, lazy, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { answerQueries, answering } from '@/api/actions-answer'
import { desk } from '@/api/desk'
import type { HeldReply } from '@/api/types-answer'
import { useCommands } from '@/lib/commands'
import { coachLanguage } from '@/lib/i18n'
import { offerUndo, tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Page } from '@/ui/Page'
import { ShowMore } from '@/ui/ShowMore'
import { Bars, Empty, Failure } from '@/ui/States'
import { HeldCard } from './HeldCard'
import { TwoPeople } from './TwoPeople'

const NoteDialog = lazy(() => import('./NoteDialog').then((all) => ({ default: all.NoteDialog })))

/** Approves and returns; what was approved can be taken back while it waits for its undo window to end. */
function useDecide() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['approvals'] })
    void client.invalidateQueries({ queryKey: ['replies'] })
    void client.invalidateQueries({ queryKey: ['views'] })
  }
  return async ({ reply }: HeldReply, decision: 'approve' | 'return', note: string): Promise<boolean> => {
    try {
      const now = await answering.decide(reply.id, decision, note)
      refresh()
      void client.invalidateQueries({ queryKey: ['conversation', reply.conversation_id] })
      const until = now.leaves_at ? Date.parse(now.leaves_at) : 0
      if (decision === 'return') tell(t('approvals.returned', { name: reply.agent.name }))
      else if (until > Date.now()) offerUndo(t('approvals.approved', { to: reply.to }), () => void desk.takeBack(reply.id).then(refresh, (error: unknown) => tell(explain(error, t), 'error')), until, reply.id)
      else tell(t('approvals.approved', { to: reply.to }))
      return true
    } catch (error) {
      tell(explain(error, t), 'error')
      refresh()
      return false
    }
  }
}

/** Replies that wait for a second pair of eyes: what was asked, what would be said, what the coach says of it. */
export function ApprovalsPage() {
  const { t } = useTranslation()
  const held = useInfiniteQuery(answerQueries.approvals(coachLanguage()))
  const decide = useDecide()
  const list = useRef<HTMLUListElement>(null)
  const [active, setActive] = useState(0)
  const [noting, setNoting] = useState<{ held: HeldReply; decision: 'approve' | 'return' } | null>(null)
  const items = held.data?.pages.flatMap((page) => page.items) ?? []
  const current = items[Math.min(active, items.length - 1)]

  const go = (at: number) => {
    const next = Math.max(0, Math.min(at, items.length - 1))
    setActive(next)
    list.current?.querySelectorAll<HTMLElement>('[data-held]')[next]?.focus()
  }
  const approve = (one: HeldReply) => {
    if (!one.may_approve) return
    if (one.needs_reason) setNoting({ held: one, decision: 'approve' })
    else void decide(one, 'approve', '')
  }
  const approveWith = (one: HeldReply) => one.may_approve && setNoting({ held: one, decision: 'approve' })
  const giveBack = (one: HeldReply) => one.may_approve && setNoting({ held: one, decision: 'return' })
  useCommands('approvals', [
    { id: 'next', group: 'list', title: 'approvals.next', keys: 'j', run: () => go(active + 1) },
    { id: 'previous', group: 'list', title: 'approvals.previous', keys: 'k', run: () => go(active - 1) },
    { id: 'approve', group: 'reply', title: 'approvals.approve', keys: '$mod+Enter', run: () => current && approve(current) },
    { id: 'approve_with', group: 'reply', title: 'approvals.approveWith', keys: 'n', run: () => current && approveWith(current) },
    { id: 'return', group: 'reply', title: 'approvals.return', keys: 'r', run: () => current && giveBack(current) },
  ])
  return (
    <Page title={t('approvals.title')} about={t('approvals.about')}>
      <AnswerTabs />
      {held.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {held.isError && <Failure error={held.error} retry={() => void held.refetch()} />}
      {held.data && items.length === 0 && (
        <Empty picture={<TwoPeople />} title={t('approvals.emptyTitle')}>
          {t('approvals.emptyText')}
        </Empty>
      )}
      {items.length > 0 && (
        <ul ref={list} className="flex flex-col gap-4">
          {items.map((one, at) => (
            <li key={one.reply.id}>
              <HeldCard held={one} active={one === current} onFocus={() => setActive(at)} onApprove={() => approve(one)} onApproveWith={() => approveWith(one)} onReturn={() => giveBack(one)} />
            </li>
          ))}
        </ul>
      )}
      <ShowMore pages={held} />
      <Suspense>
        {noting && (
          <NoteDialog
            decision={noting.decision}
            required={noting.decision === 'return' || noting.held.needs_reason}
            name={noting.held.reply.agent.name}
            onClose={() => setNoting(null)}
            onDone={(note) => {
              setNoting(null)
              void decide(noting.held, noting.decision, note)
            }}
          />
        )}
      </Suspense>
    </Page>
  )
}
