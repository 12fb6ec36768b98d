import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import type { Reply } from '@/api/types'
import { Page, Section } from '@/ui/Page'
import { Bars, Empty, Failure } from '@/ui/States'
import { ReplyCard } from './ReplyCard'

function List({ title, replies }: { title: string; replies: Reply[] }) {
  if (replies.length === 0) return null
  return (
    <Section title={title} count={replies.length}>
      <ul className="flex flex-col gap-3">
        {replies.map((reply) => (
          <li key={reply.id}>
            <ReplyCard reply={reply} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Plane() {
  return (
    <svg viewBox="0 0 120 72" className="w-28" aria-hidden="true">
      <path d="M8 60c20 2 34-6 44-18" fill="none" stroke="var(--line-strong)" strokeWidth="2" strokeDasharray="4 6" strokeLinecap="round" />
      <path d="m54 34 52-22-22 46-12-16Z" fill="var(--done-soft)" stroke="var(--done)" strokeWidth="2" strokeLinejoin="round" />
      <path d="M72 42 106 12" stroke="var(--done)" strokeWidth="2" />
    </svg>
  )
}

/** What has not reached its reader, and why. Nothing fails without showing up here. */
export function OutboxPage() {
  const { t } = useTranslation()
  const failed = useQuery(queries.replies('failed'))
  const waiting = useQuery(queries.replies('waiting'))
  const sending = useQuery(queries.replies('sending'))
  const held = useQuery(queries.replies('held'))
  const all = [failed, waiting, sending, held]
  const broken = all.find((one) => one.isError)
  const loading = all.some((one) => one.isPending)
  const none = all.every((one) => one.data?.items.length === 0)
  return (
    <Page title={t('outbox.title')} about={t('outbox.about')}>
      {broken && <Failure error={broken.error} retry={() => all.forEach((one) => void one.refetch())} />}
      {loading && !broken && <Bars widths={['90%', '70%', '80%']} />}
      {none && (
        <Empty picture={<Plane />} title={t('outbox.emptyTitle')}>
          {t('outbox.emptyText')}
        </Empty>
      )}
      <List title={t('outbox.failed')} replies={failed.data?.items ?? []} />
      <List title={t('outbox.held')} replies={held.data?.items ?? []} />
      <List title={t('outbox.sending')} replies={sending.data?.items ?? []} />
      <List title={t('outbox.waiting')} replies={waiting.data?.items ?? []} />
    </Page>
  )
}
