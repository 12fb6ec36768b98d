import { useTranslation } from 'react-i18next'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { listening } from '@/api/actions-listening'
import type { NewTerm, TermTrial } from '@/api/types'
import { useCalm } from '@/lib/calm'
import { useNow } from '@/lib/now'
import { number, shortAgo } from '@/lib/time'
import { explain } from '@/lib/words'
import { networkName } from '@/ui/NetworkGlyph'
import { PostText } from '@/ui/PostText'
import { Bars } from '@/ui/States'

const CALM_MS = 350
const DAYS = 7

/** What a term would have heard in the last days, while it is being written. */
export function Trial({ body }: { body: NewTerm }) {
  const { t } = useTranslation()
  const now = useNow()
  const { text, kind, exclusions, languages } = body
  // As text it is the same while nothing changes, however often it is put together.
  const asked = useCalm(JSON.stringify({ text, ...(kind && { kind }), exclusions, languages, days: DAYS } satisfies TermTrial), CALM_MS)
  const trial = useQuery({
    queryKey: ['trial', asked],
    queryFn: ({ signal }) => listening.tryTerm(JSON.parse(asked) as TermTrial, signal),
    enabled: text !== '' && !asked.startsWith('{"text":""'),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (text === '') return <p className="text-sm text-ink-3">{t('terms.tryHint')}</p>
  return (
    <section aria-label={t('terms.trial')} aria-busy={trial.isFetching} className="flex min-h-40 flex-col gap-2 border-t border-line pt-4">
      {trial.isError && <p className="text-sm text-ink-2">{explain(trial.error, t)}</p>}
      {trial.isPending && <Bars widths={['70%', '90%', '80%']} />}
      {trial.data && !trial.isError && (
        <>
          <p role="status" className="text-sm font-medium">
            {t('terms.matched', { count: trial.data.matched, matched: number(trial.data.matched), scanned: number(trial.data.scanned) })}
            {trial.data.samples.length > 0 && <span className="font-normal text-ink-2"> {t('terms.samples', { count: trial.data.samples.length })}</span>}
          </p>
          <ul className="divide-y divide-line">
            {trial.data.samples.map(({ post, spans }) => (
              <li key={post.id} className="py-2">
                <PostText text={post.text} marks={spans} className="!text-sm" />
                <p className="tnum text-xs text-ink-3">
                  <bdi>{post.author.name || post.author.handle}</bdi> · {networkName(post.network)} · {shortAgo(post.written_at, now, t)}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
