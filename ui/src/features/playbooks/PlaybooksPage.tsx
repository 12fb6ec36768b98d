import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { answerQueries } from '@/api/actions-answer'
import { useSession } from '@/api/session'
import type { Playbook } from '@/api/types-answer'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Button } from '@/ui/Button'
import { Page, Section } from '@/ui/Page'
import { Bars, Empty, Failure } from '@/ui/States'
import { Gaps } from './Gaps'
import { PlaybookCard } from './PlaybookCard'

const PlaybookDialog = lazy(() => import('./PlaybookDialog').then((all) => ({ default: all.PlaybookDialog })))

function Book() {
  return (
    <svg viewBox="0 0 120 72" className="w-28" aria-hidden="true">
      <path d="M60 18c-10-7-24-8-36-5v42c12-3 26-2 36 5 10-7 24-8 36-5V13c-12-3-26-2-36 5Z" fill="var(--accent-soft)" stroke="var(--accent)" strokeWidth="2" strokeLinejoin="round" />
      <path d="M60 18v42" stroke="var(--accent)" strokeWidth="2" />
      <path d="M34 26c6-1 12 0 17 2M34 36c6-1 12 0 17 2M69 28c5-2 11-3 17-2M69 38c5-2 11-3 17-2" fill="none" stroke="var(--line-strong)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

/** What guides answers, kind of matter by kind of matter; who has read it, and where something is missing. */
export function PlaybooksPage() {
  const { t } = useTranslation()
  const { user } = useSession()
  const may = user.role === 'owner' || user.role === 'lead'
  const playbooks = useQuery(answerQueries.playbooks)
  const [edited, setEdited] = useState<{ playbook: Playbook | null; topic?: string } | null>(null)
  const items = playbooks.data?.items ?? []
  const current = items.filter((one) => !one.retired)
  const retired = items.filter((one) => one.retired)
  const card = (one: Playbook) => <PlaybookCard key={one.id} playbook={one} onEdit={may ? () => setEdited({ playbook: one }) : undefined} />
  return (
    <Page
      title={t('playbooks.title')}
      about={t('playbooks.about')}
      action={
        may && (
          <Button tone="primary" onClick={() => setEdited({ playbook: null })} icon={<Plus className="size-4" aria-hidden="true" />}>
            {t('playbooks.add')}
          </Button>
        )
      }
    >
      <AnswerTabs />
      {playbooks.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {playbooks.isError && <Failure error={playbooks.error} retry={() => void playbooks.refetch()} />}
      {playbooks.data && items.length === 0 && (
        <Empty picture={<Book />} title={t('playbooks.emptyTitle')}>
          {t('playbooks.emptyText')}
        </Empty>
      )}
      <ul className="flex flex-col gap-3">{current.map(card)}</ul>
      <Gaps onWrite={may ? (topic) => setEdited({ playbook: null, topic }) : undefined} />
      {retired.length > 0 && (
        <Section title={t('playbooks.retired')} count={retired.length}>
          <ul className="flex flex-col gap-3">{retired.map(card)}</ul>
        </Section>
      )}
      <Suspense>{edited && <PlaybookDialog playbook={edited.playbook} topic={edited.topic} onClose={() => setEdited(null)} />}</Suspense>
    </Page>
  )
}
