import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { answerQueries } from '@/api/actions-answer'
import { useMe } from '@/api/session'
import type { Pledge, PledgeCount } from '@/api/types-answer'
import { useNow } from '@/lib/now'
import { useTopicNames } from '@/lib/topics'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Page, Section } from '@/ui/Page'
import { Bars, Empty, Failure } from '@/ui/States'
import { classes } from '@/ui/classes'
import { CountTable } from './CountTable'
import { PledgeCard } from './PledgeCard'
import { groupPledges } from './groups'

const SHOWN_CLOSED = 30

function Group({ title, pledges }: { title: string; pledges: Pledge[] }) {
  if (pledges.length === 0) return null
  return (
    <Section title={title} count={pledges.length}>
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
        {pledges.map((one) => (
          <PledgeCard key={one.id} pledge={one} />
        ))}
      </ul>
    </Section>
  )
}

function Hand() {
  return (
    <svg viewBox="0 0 120 72" className="w-28" aria-hidden="true">
      <path d="M20 46c14-16 26-18 36-10l10 8 30-4" fill="none" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M24 56c16-6 28-4 42-2l34-8" fill="none" stroke="var(--line-strong)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="86" cy="20" r="9" fill="var(--done-soft)" stroke="var(--done)" strokeWidth="2" />
      <path d="m82 20 3 3 6-6" fill="none" stroke="var(--done)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

/** What we told customers we would do: the broken first, then what is due. */
export function PromisesPage() {
  const { t } = useTranslation()
  const me = useMe()
  const now = useNow()
  const topics = useTopicNames()
  const [whose, setWhose] = useState<'all' | 'mine'>('all')
  const pledges = useQuery(answerQueries.promises({ owner: whose === 'mine' ? me.id : undefined }))
  const counts = useQuery(answerQueries.promiseCounts)
  const groups = groupPledges(pledges.data?.items ?? [], now)
  const people: (PledgeCount & { key: string; name: string })[] = (counts.data?.people ?? []).map((one) => ({ ...one, key: one.person.id, name: one.person.name }))
  const matters = (counts.data?.topics ?? []).map((one) => ({ ...one, key: one.topic, name: topics.get(one.topic) ?? (one.topic || t('promises.noTopic')) }))
  return (
    <Page
      title={t('promises.title')}
      about={t('promises.about')}
      action={
        <fieldset className="flex gap-1">
          <legend className="sr-only">{t('promises.whose')}</legend>
          {(['all', 'mine'] as const).map((one) => (
            <label
              key={one}
              className={classes(
                'flex min-h-8 cursor-pointer items-center rounded-lg border px-3 text-sm font-medium has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
                one === whose ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
              )}
            >
              <input type="radio" name="whose" checked={one === whose} onChange={() => setWhose(one)} className="sr-only" />
              {t(`promises.${one}`)}
            </label>
          ))}
        </fieldset>
      }
    >
      <AnswerTabs />
      {pledges.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {pledges.isError && <Failure error={pledges.error} retry={() => void pledges.refetch()} />}
      {pledges.data?.items.length === 0 && (
        <Empty picture={<Hand />} title={t('promises.emptyTitle')}>
          {t('promises.emptyText')}
        </Empty>
      )}
      <Group title={t('promises.broken')} pledges={groups.broken} />
      <Group title={t('promises.soon')} pledges={groups.soon} />
      <Group title={t('promises.open')} pledges={groups.open} />
      {(people.length > 0 || matters.length > 0) && (
        <div className="grid gap-4 lg:grid-cols-2">
          <CountTable title={t('promises.byPerson')} rows={people} />
          <CountTable title={t('promises.byTopic')} rows={matters} />
        </div>
      )}
      <Group title={t('promises.closed')} pledges={groups.closed.slice(0, SHOWN_CLOSED)} />
    </Page>
  )
}
