import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight, CircleAlert, CircleCheck } from 'lucide-react'
import { judgingQueries } from '@/api/actions-quality'
import type { Quality, QualityExample, Understanding } from '@/api/types'
import { intents } from '@/lib/correction'
import { useNow } from '@/lib/now'
import { percent } from '@/lib/percent'
import { plain } from '@/lib/plain'
import { languageName, longAgo, number } from '@/lib/time'
import { told } from '@/lib/told'
import { useTopicNames } from '@/lib/topics'
import { fieldLook } from '@/ui/Field'
import { Page, Section } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { QualityTabs } from './QualityTabs'
import { RateTable } from './RateTable'

const spans = [7, 30, 90, 365] as const
const layers = ['fast', 'fast_only', 'encoder', 'corrected'] as const

function Model({ name, there }: { name: string; there: boolean }) {
  const { t } = useTranslation()
  const Icon = there ? CircleCheck : CircleAlert
  return (
    <p className="flex items-center gap-2 text-sm">
      <Icon className={there ? 'size-4 shrink-0 text-done' : 'size-4 shrink-0 text-soon'} aria-hidden="true" />
      <span className="font-medium">{name}</span>
      <span className="text-ink-3">{t(there ? 'quality.there' : 'quality.missing')}</span>
    </p>
  )
}

function Models({ state }: { state: Understanding }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('quality.models')} className="rounded-2xl border border-line bg-surface p-4 shadow-1">
      <div className="flex flex-wrap gap-x-8 gap-y-2">
        <Model name={t('quality.fastModel')} there={state.fast} />
        <Model name={t('quality.betterModel')} there={state.encoder} />
        <p className="tnum text-sm text-ink-2">{t('quality.learned', { count: state.learned, number: number(state.learned) })}</p>
      </div>
      {state.state && <p className="mt-2 text-sm text-pretty text-ink-2">{told(state.state, t)}</p>}
    </section>
  )
}

function useIntentName() {
  const { t } = useTranslation()
  return (name: string): string => {
    if (name === 'not_about_us') return t('quality.notAboutUs')
    const intent = intents.find((one) => one === name)
    return intent ? t(`intent.${intent}`) : name
  }
}

function Example({ example }: { example: QualityExample }) {
  const { t } = useTranslation()
  const intentName = useIntentName()
  return (
    <li className="px-4 py-3">
      <p dir="auto" className="line-clamp-2 text-sm break-words">
        {plain(example.text)}
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
        {example.was === example.is ? (
          <span>{t('quality.detailOnly', { intent: intentName(example.is) })}</span>
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <s>{intentName(example.was)}</s>
            <ArrowRight className="size-3 rtl:-scale-x-100" aria-hidden="true" />
            <span className="font-medium text-ink-2">{intentName(example.is)}</span>
          </span>
        )}
        <span className="tnum">· {longAgo(example.at, useNow(), t)}</span>
      </p>
    </li>
  )
}

function Figures({ quality }: { quality: Quality }) {
  const { t } = useTranslation()
  const topics = useTopicNames()
  const intentName = useIntentName()
  const { all } = quality
  const layerName = (name: string): string => {
    const layer = layers.find((one) => one === name)
    return layer ? t(`quality.layer.${layer}`) : name || t('quality.layer.none')
  }
  return (
    <>
      <p className="max-w-prose text-base text-pretty">
        {all.judged === 0
          ? t('quality.none')
          : t('quality.summary', {
              count: all.corrected,
              corrected: number(all.corrected),
              judged: number(all.judged),
              rate: percent(all.corrected / all.judged, 1),
              unsure: percent(all.unsure / all.judged),
            })}
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <RateTable title={t('quality.byLanguage')} about={t('quality.byLanguageAbout')} rows={quality.languages} nameOf={(name) => (name === 'und' || name === '' ? t('quality.noLanguage') : languageName(name))} />
        <RateTable title={t('quality.byIntent')} about={t('quality.byIntentAbout')} rows={quality.intents} nameOf={intentName} />
        <RateTable title={t('quality.byTopic')} about={t('quality.byTopicAbout')} rows={quality.topics} nameOf={(name) => topics.get(name) ?? (name || t('quality.noTopic'))} />
        <RateTable title={t('quality.byLayer')} about={t('quality.byLayerAbout')} rows={quality.layers} nameOf={layerName} />
      </div>
      <Section title={t('quality.latest')} count={quality.latest.length}>
        {quality.latest.length === 0 ? (
          <p className="text-sm text-ink-2">{t('quality.noLatest')}</p>
        ) : (
          <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
            {quality.latest.map((example) => (
              <Example key={`${example.post_id} ${example.at}`} example={example} />
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

/** How often staff said otherwise than the desk, and what judges posts here. */
export function QualityPage() {
  const { t } = useTranslation()
  const [days, setDays] = useState<(typeof spans)[number]>(30)
  const quality = useQuery(judgingQueries.quality(days))
  const understanding = useQuery(judgingQueries.understanding)
  return (
    <Page
      title={t('quality.title')}
      about={t('quality.about')}
      action={
        <label className="flex items-center gap-2 text-sm whitespace-nowrap text-ink-2">
          {t('quality.span')}
          <select className={`${fieldLook} !w-auto`} value={days} onChange={(event) => setDays(spans.find((one) => String(one) === event.target.value) ?? 30)}>
            {spans.map((one) => (
              <option key={one} value={one}>
                {t('quality.days', { count: one })}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <QualityTabs />
      {understanding.data && <Models state={understanding.data} />}
      {quality.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {quality.isError && <Failure error={quality.error} retry={() => void quality.refetch()} />}
      {quality.data && <Figures quality={quality.data} />}
    </Page>
  )
}
