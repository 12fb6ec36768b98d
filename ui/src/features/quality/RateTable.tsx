import { useTranslation } from 'react-i18next'
import type { QualityRow } from '@/api/types'
import { percent } from '@/lib/percent'
import { number } from '@/lib/time'

/** Fewer than these say little, and are shown as such. */
const FEW = 20

interface Props {
  title: string
  about: string
  rows: readonly QualityRow[]
  nameOf: (name: string) => string
}

const rateOf = (row: QualityRow) => (row.judged > 0 ? row.corrected / row.judged : 0)

/** How often staff said otherwise, by one property of the posts. */
export function RateTable({ title, about, rows, nameOf }: Props) {
  const { t } = useTranslation()
  const worst = Math.max(0.001, ...rows.map(rateOf))
  return (
    <section className="min-w-0 rounded-2xl border border-line bg-surface p-4 shadow-1">
      <h2 className="text-base font-semibold tracking-tight">{title}</h2>
      <p className="mb-2 text-xs text-ink-3">{about}</p>
      {rows.length === 0 ? (
        <p className="py-2 text-sm text-ink-2">{t('quality.nothing')}</p>
      ) : (
        <table className="w-full text-sm">
          <thead>
            <tr className="text-xs text-ink-3">
              <th scope="col" className="sr-only">
                {title}
              </th>
              <th scope="col" className="pb-1 text-start font-medium">
                {t('quality.corrected')}
              </th>
              <th scope="col" className="pb-1 text-end font-medium">
                {t('quality.unsure')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const rate = rateOf(row)
              return (
                <tr key={row.name} className="border-t border-line align-top">
                  <th scope="row" className="w-2/5 max-w-40 py-1.5 pe-3 text-start font-medium break-words">
                    <bdi>{nameOf(row.name)}</bdi>
                  </th>
                  <td className="py-1.5">
                    <span className="tnum font-medium">{percent(rate, 1)}</span>{' '}
                    <span className="tnum text-xs text-ink-3">
                      {t('quality.of', { part: number(row.corrected), all: number(row.judged) })}
                      {row.judged < FEW && ` · ${t('quality.few')}`}
                    </span>
                    <span className="mt-0.5 block h-1 rounded-full bg-surface-3" aria-hidden="true">
                      <span className="block h-1 rounded-full bg-accent" style={{ width: `${(rate / worst) * 100}%` }} />
                    </span>
                  </td>
                  <td className="tnum py-1.5 text-end text-ink-2">{row.judged > 0 ? percent(row.unsure / row.judged) : ''}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
