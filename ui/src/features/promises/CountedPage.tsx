import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CountedAsk, answerQueries } from '@/api/actions-answer'
import { useTopicNames } from '@/lib/topics'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Page, Section } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { PledgeCard } from './PledgeCard'

/** The promises that a number in the tables was counted from. */
export function CountedPage({ wanted }: { wanted: CountedAsk }) {
  const { t } = useTranslation()
  const topics = useTopicNames()
  const counts = useQuery(answerQueries.promiseCounts).data
  const pledges = useQuery(answerQueries.countedPromises(wanted))
  const person = counts?.people.find((one) => one.person.id === wanted.owner)?.person.name
  const topic = wanted.topic && (topics.get(wanted.topic) ?? wanted.topic)
  const title = [t(`promises.column.${wanted.state}`), person, topic].filter(Boolean).join(' · ')
  return (
    <Page
      title={t('promises.title')}
      about={t('promises.counted')}
      action={
        <Link to="/answers/promises" search={{}} className="flex min-h-8 items-center text-sm font-medium text-accent underline decoration-accent-line underline-offset-2 hover:decoration-current pointer-coarse:min-h-11">
          {t('promises.showAll')}
        </Link>
      }
    >
      <AnswerTabs />
      {pledges.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {pledges.isError && <Failure error={pledges.error} retry={() => void pledges.refetch()} />}
      {pledges.data && (
        <Section title={title} count={pledges.data.length}>
          <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1 empty:hidden">
            {pledges.data.map((one) => (
              <PledgeCard key={one.id} pledge={one} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}
