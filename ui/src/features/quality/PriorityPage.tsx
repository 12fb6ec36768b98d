import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { judging } from '@/api/actions-quality'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { PriorityWeights } from '@/api/types'
import { useCalm } from '@/lib/calm'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Page } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { Preview } from './Preview'
import { QualityTabs } from './QualityTabs'
import { WeightField } from './WeightField'
import { changed, factors, sameWeights, shown } from './weights'

const CALM_MS = 250

function Editor({ inForce }: { inForce: PriorityWeights }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const client = useQueryClient()
  const may = user.role === 'owner' || user.role === 'lead'
  const [weights, setWeights] = useState(inForce)
  const calm = useCalm(weights, CALM_MS)
  const preview = useQuery({
    queryKey: ['preview', calm],
    queryFn: ({ signal }) => judging.previewWeights(calm, signal),
    placeholderData: keepPreviousData,
    staleTime: 5000,
    enabled: may,
  })
  const save = useMutation({
    mutationFn: judging.saveWeights,
    onSuccess: (saved) => {
      client.setQueryData(queries.weights.queryKey, saved)
      void client.invalidateQueries({ queryKey: ['preview'] })
      void client.invalidateQueries({ queryKey: ['conversation'] })
      tell(t('priority.saved'))
    },
    onError: (error) => void tell(explain(error, t), 'error'),
  })
  const same = sameWeights(weights, inForce)
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <form
        aria-label={t('priority.weights')}
        className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-4 shadow-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (may && !same && !save.isPending) save.mutate(weights)
        }}
      >
        {!may && <p className="rounded-lg bg-surface-2 px-3 py-2 text-sm text-ink-2">{t('priority.readOnly')}</p>}
        {factors.map((factor) => (
          <WeightField
            key={factor}
            label={t(`priority.factor.${factor}`)}
            help={t(`priority.help.${factor}`)}
            value={shown(weights, factor)}
            disabled={!may}
            onChange={(minutes) => setWeights((now) => changed(now, factor, minutes))}
          />
        ))}
        <div className="border-t border-line pt-4">
          <WeightField
            label={t('priority.most')}
            help={t('priority.mostHelp')}
            value={weights.head_start_max}
            disabled={!may}
            onChange={(minutes) => setWeights((now) => ({ ...now, head_start_max: Math.min(1440, Math.max(0, Math.round(minutes) || 0)) }))}
          />
        </div>
        {may && (
          <div className="flex flex-wrap justify-end gap-2">
            <Button disabled={same} onClick={() => setWeights(inForce)}>
              {t('priority.reset')}
            </Button>
            <Button type="submit" tone="primary" disabled={same || save.isPending}>
              {t('priority.save')}
            </Button>
          </div>
        )}
      </form>
      {may && (
        <section aria-label={t('priority.preview')} aria-busy={preview.isFetching} className="min-w-0 lg:sticky lg:top-4">
          {preview.isPending && <Bars widths={['90%', '80%', '85%', '70%']} />}
          {preview.isError && <Failure error={preview.error} retry={() => void preview.refetch()} />}
          {preview.data && <Preview preview={preview.data} />}
        </section>
      )}
    </div>
  )
}

/** How much each factor counts, with the inbox as it would then stand. */
export function PriorityPage() {
  const { t } = useTranslation()
  const weights = useQuery(queries.weights)
  return (
    <Page title={t('priority.title')} about={t('priority.about')}>
      <QualityTabs />
      {weights.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {weights.isError && <Failure error={weights.error} retry={() => void weights.refetch()} />}
      {weights.data && <Editor inForce={weights.data} />}
    </Page>
  )
}
