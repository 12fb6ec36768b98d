import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { answerQueries } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import { fullTime, longAgo } from '@/lib/time'
import { useNow } from '@/lib/now'
import { Section } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { happenedWords } from './guard-words'

/** Who stopped and resumed everything, and who changed which rule. */
export function Happened() {
  const { t } = useTranslation()
  const now = useNow()
  const events = useQuery(answerQueries.guardEvents)
  const channels = new Map((useQuery(queries.channels).data?.items ?? []).map(({ id, network, name }) => [id, name || network]))
  const items = events.data?.items ?? []
  return (
    <Section title={t('guard.happened')}>
      {events.isPending && <Bars widths={['60%', '70%']} />}
      {events.isError && <Failure error={events.error} retry={() => void events.refetch()} />}
      {events.data && items.length === 0 && <p className="text-sm text-ink-3">{t('guard.nothingHappened')}</p>}
      {items.length > 0 && (
        <ul className="flex max-h-96 flex-col gap-3 overflow-y-auto rounded-2xl border border-line bg-surface p-4 shadow-1" tabIndex={0} aria-label={t('guard.happened')}>
          {items.map((event) => {
            const { told, lines } = happenedWords(event, channels, t)
            return (
              <li key={event.seq} className="text-sm">
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <span className="text-pretty">{told}</span>
                  <time dateTime={event.at} title={fullTime(event.at)} className="tnum text-xs text-ink-3">
                    {longAgo(event.at, now, t)}
                  </time>
                </p>
                {lines.map((line) => (
                  <p key={line} dir="auto" className="text-xs text-pretty text-ink-2">
                    {line}
                  </p>
                ))}
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
