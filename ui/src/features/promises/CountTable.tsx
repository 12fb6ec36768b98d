import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import type { CountedState, PledgeCount } from '@/api/types-answer'
import { percent } from '@/lib/percent'
import { number } from '@/lib/time'

type Row = PledgeCount & { key: string; name: string }

const keptOf = ({ kept, broken }: PledgeCount): string => (kept + broken === 0 ? '–' : percent(kept / (kept + broken)))

interface CountProps {
  row: Row
  by: 'owner' | 'topic'
  state: CountedState
}

/** A number opens the list that it was counted from; of matters without a topic there is none. */
function Count({ row, by, state }: CountProps) {
  const { t } = useTranslation()
  const count = number(row[state])
  if (row[state] === 0 || row.key === '') return count
  return (
    <Link
      to="/answers/promises"
      search={{ state, [by]: row.key }}
      aria-label={t('promises.countOf', { count: row[state], state: t(`promises.column.${state}`), name: row.name })}
      className="inline-flex min-h-6 min-w-6 items-center justify-end underline decoration-line-strong underline-offset-2 hover:decoration-current pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      {count}
    </Link>
  )
}

export function CountTable({ title, by, rows }: { title: string; by: 'owner' | 'topic'; rows: Row[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <section className="min-w-0 overflow-x-auto rounded-2xl border border-line bg-surface p-4 shadow-1" tabIndex={0} aria-label={title}>
      <table className="w-full text-sm">
        <caption className="pb-2 text-start text-base font-semibold tracking-tight">{title}</caption>
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="py-1 text-start font-medium">
              <span className="sr-only">{title}</span>
            </th>
            {(['open', 'kept', 'broken', 'rate'] as const).map((one) => (
              <th key={one} scope="col" className="ps-3 text-end font-medium">
                {t(`promises.column.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tnum">
          {rows.map((row) => (
            <tr key={row.key} className="border-t border-line">
              <th scope="row" className="max-w-40 truncate py-1.5 text-start font-medium">
                <bdi>{row.name}</bdi>
              </th>
              <td className="ps-3 text-end">
                <Count row={row} by={by} state="open" />
              </td>
              <td className="ps-3 text-end">
                <Count row={row} by={by} state="kept" />
              </td>
              <td className={row.broken > 0 ? 'ps-3 text-end font-semibold text-overdue' : 'ps-3 text-end'}>
                <Count row={row} by={by} state="broken" />
              </td>
              <td className="ps-3 text-end">{keptOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
