import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ArrowUp, X } from 'lucide-react'
import { type HeardAsk, listening } from '@/api/actions-listening'
import { useSession } from '@/api/session'
import type { HeardItem } from '@/api/types'
import { intents } from '@/lib/correction'
import { useTopicNames } from '@/lib/topics'
import { StreamLine } from '@/features/hearing'
import { Button } from '@/ui/Button'
import { fieldLook } from '@/ui/Field'
import { Page, Section } from '@/ui/Page'
import { Bars, Empty, Failure } from '@/ui/States'
import { HeardCard } from './HeardCard'
import { ListeningTabs } from './ListeningTabs'
import { QuietDialog } from './QuietDialog'
import { VolumeTable } from './VolumeTable'
import { useHeard, useHeardActions } from './use-heard'
import { decisions } from './words'

const route = getRouteApi('/desk/listening')
const spans = [1, 7, 30, 90] as const
const LOOK_MS = 60_000

function Ear() {
  return (
    <svg viewBox="0 0 96 72" className="w-24" aria-hidden="true">
      <path d="M34 30a15 15 0 1 1 30 0c0 11-9 12-9 21a8 8 0 0 1-15 4" fill="none" stroke="var(--accent)" strokeWidth="3" strokeLinecap="round" />
      <path d="M42 31a7 7 0 0 1 14 0" fill="none" stroke="var(--accent-line)" strokeWidth="3" strokeLinecap="round" />
      <path d="M74 20a22 22 0 0 1 0 22M82 13a34 34 0 0 1 0 36" fill="none" stroke="var(--line-strong)" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}

function Volume({ term, onTerm }: { term: string | undefined; onTerm: (term: string | undefined) => void }) {
  const { t } = useTranslation()
  const [days, setDays] = useState<(typeof spans)[number]>(7)
  const volume = useQuery({ queryKey: ['volume', days], queryFn: () => listening.volume(days), refetchInterval: LOOK_MS })
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold tracking-tight">{t('listening.volume')}</h2>
        <select
          aria-label={t('listening.span')}
          className={`${fieldLook} !h-8 !w-auto`}
          value={days}
          onChange={(event) => setDays(spans.find((one) => String(one) === event.target.value) ?? 7)}
        >
          {spans.map((one) => (
            <option key={one} value={one}>
              {t('listening.days', { count: one })}
            </option>
          ))}
        </select>
      </div>
      {volume.isPending && <Bars widths={['90%', '80%', '85%']} />}
      {volume.isError && <Failure error={volume.error} retry={() => void volume.refetch()} />}
      {volume.data && <VolumeTable volume={volume.data} term={term} onTerm={onTerm} />}
    </section>
  )
}

function Filters({ wanted, onChange }: { wanted: HeardAsk; onChange: (part: HeardAsk) => void }) {
  const { t } = useTranslation()
  const look = `${fieldLook} !h-8 !w-auto`
  return (
    <div className="flex flex-wrap items-center gap-2">
      <select
        aria-label={t('listening.byDecision')}
        className={look}
        value={wanted.decision ?? ''}
        onChange={(event) => onChange({ decision: decisions.find((one) => one === event.target.value) })}
      >
        <option value="">{t('listening.everyDecision')}</option>
        {decisions.map((one) => (
          <option key={one} value={one}>
            {t(`listening.decision.${one}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('listening.byIntent')}
        className={look}
        value={wanted.intent ?? ''}
        onChange={(event) => onChange({ intent: intents.find((one) => one === event.target.value) })}
      >
        <option value="">{t('listening.everyIntent')}</option>
        {intents.map((one) => (
          <option key={one} value={one}>
            {t(`intent.${one}`)}
          </option>
        ))}
      </select>
      {wanted.term && (
        <Button size="sm" onClick={() => onChange({ term: undefined })} icon={<X className="size-3.5" aria-hidden="true" />}>
          {t('listening.anyTerm')}
        </Button>
      )}
    </div>
  )
}

function Stream({ wanted }: { wanted: HeardAsk }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const topics = useTopicNames()
  const { pages, items, fresh } = useHeard(wanted)
  const { answer, notUs, quieted, changed } = useHeardActions()
  const [leaving, setLeaving] = useState<HeardItem | null>(null)
  if (pages.isPending) return <Bars widths={['90%', '70%', '80%', '60%']} />
  if (pages.isError) return <Failure error={pages.error} retry={() => void pages.refetch()} />
  return (
    <>
      {fresh && (
        <Button tone="primary" size="sm" className="self-start" onClick={() => void pages.refetch()} icon={<ArrowUp className="size-3.5" aria-hidden="true" />}>
          {t('listening.fresh')}
        </Button>
      )}
      {items.length === 0 ? (
        <Empty picture={<Ear />} title={t('listening.emptyTitle')}>
          {t('listening.emptyText')}
        </Empty>
      ) : (
        <div role="feed" aria-busy={pages.isFetching} aria-label={t('listening.stream')} className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
          {items.map((item) => (
            <HeardCard
              key={item.post.id}
              item={{ ...item, ...changed.get(item.post.id) }}
              topics={topics}
              mayDecide={user.role !== 'viewer'}
              onAnswer={(one) => void answer(one)}
              onNotUs={(one) => void notUs(one)}
              onQuiet={setLeaving}
            />
          ))}
        </div>
      )}
      {pages.hasNextPage && (
        <Button className="self-center" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('listening.older')}
        </Button>
      )}
      {leaving && (
        <QuietDialog
          author={leaving.post.author}
          onClose={() => setLeaving(null)}
          onAdded={(quiet) => {
            quieted(leaving, quiet)
            setLeaving(null)
          }}
        />
      )}
    </>
  )
}

/** What is said about us without being said to us. */
export function HeardPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const wanted = route.useSearch()
  const change = (part: HeardAsk) => void navigate({ to: '/listening', search: (now) => ({ ...now, ...part }), replace: true })
  return (
    <Page title={t('listening.title')} about={t('listening.about')}>
      <ListeningTabs />
      <StreamLine />
      <Volume term={wanted.term} onTerm={(term) => change({ term })} />
      <Section title={t('listening.stream')}>
        <Filters wanted={wanted} onChange={change} />
        <Stream wanted={wanted} />
      </Section>
    </Page>
  )
}
