import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answerQueries } from '@/api/actions-answer'
import { useMe } from '@/api/session'
import type { Pledge, PledgeCount, PledgeGroup } from '@/api/types-answer'
import { useNow } from '@/lib/now'
import { number } from '@/lib/time'
import { useTopicNames } from '@/lib/topics'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Page, Section } from '@/ui/Page'
import { ShowMore } from '@/ui/ShowMore'
import { Bars, Empty, Failure } from '@/ui/States'
import { classes } from '@/ui/classes'
import { CountTable } from './CountTable'
import { PledgeCard } from './PledgeCard'
import { splitOpen } from './groups'

/** A page after the other, as the desk hands them out. */
function usePledges(group: PledgeGroup, owner: string | undefined) {
  const pages = useInfiniteQuery(answerQueries.promises({ group, owner }))
  return { pages, items: pages.data?.pages.flatMap((page) => page.items) ?? [] }
}

interface GroupProps {
  title: string
  pledges: Pledge[]
  /** Where its end is the end of what was fetched. */
  pages?: ReturnType<typeof usePledges>['pages']
}

function Group({ title, pledges, pages }: GroupProps) {
  if (pledges.length === 0 && !pages?.hasNextPage) return null
  return (
    <Section title={title} count={pages?.hasNextPage ? `${number(pledges.length)}+` : pledges.length}>
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
        {pledges.map((one) => (
          <PledgeCard key={one.id} pledge={one} />
        ))}
      </ul>
      {pages && <ShowMore pages={pages} what={title} />}
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
  const owner = whose === 'mine' ? me.id : undefined
  const broken = usePledges('broken', owner)
  const open = usePledges('open', owner)
  const closed = usePledges('closed', owner)
  const all = [broken, open, closed]
  const failed = all.find((one) => one.pages.isError)?.pages
  const counts = useQuery(answerQueries.promiseCounts)
  const { soon, later } = splitOpen(open.items, now)
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
      {all.some((one) => one.pages.isPending) && <Bars widths={['80%', '70%', '75%']} />}
      {failed && <Failure error={failed.error} retry={() => all.forEach((one) => void one.pages.refetch())} />}
      {all.every((one) => one.pages.isSuccess && one.items.length === 0) && (
        <Empty picture={<Hand />} title={t('promises.emptyTitle')}>
          {t('promises.emptyText')}
        </Empty>
      )}
      <Group title={t('promises.broken')} pledges={broken.items} pages={broken.pages} />
      <Group title={t('promises.soon')} pledges={soon} {...(later.length === 0 && { pages: open.pages })} />
      <Group title={t('promises.open')} pledges={later} {...(later.length > 0 && { pages: open.pages })} />
      {(people.length > 0 || matters.length > 0) && (
        <div className="grid gap-4 lg:grid-cols-2">
          <CountTable title={t('promises.byPerson')} by="owner" rows={people} />
          <CountTable title={t('promises.byTopic')} by="topic" rows={matters} />
        </div>
      )}
      <Group title={t('promises.closed')} pledges={closed.items} pages={closed.pages} />
    </Page>
  )
}
