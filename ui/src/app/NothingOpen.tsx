import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import type { View } from '@/api/types'
import { number } from '@/lib/time'
import { Kbd } from '@/ui/Kbd'

function Hint({ keys, words }: { keys: string; words: string }) {
  return (
    <li className="flex items-center justify-between gap-8 py-1.5">
      <span className="text-ink-2">{words}</span>
      <Kbd keys={keys} />
    </li>
  )
}

export function NothingOpen({ view, empty }: { view: View; empty: boolean }) {
  const { t } = useTranslation()
  const needs = useQuery(queries.views).data?.views.find((one) => one.view === 'needs_reply')
  return (
    <section aria-label={t('nothingOpen.label')} className="grid min-h-0 flex-1 place-items-center overflow-y-auto bg-bg p-6">
      <div className="w-full max-w-xs text-center">
        <svg viewBox="0 0 120 80" className="mx-auto mb-5 w-28" aria-hidden="true">
          <rect x="10" y="14" width="64" height="34" rx="12" fill="var(--surface)" stroke="var(--line-strong)" strokeWidth="1.5" />
          <path d="M24 27h34M24 35h22" stroke="var(--line-strong)" strokeWidth="2.5" strokeLinecap="round" />
          <rect x="48" y="38" width="62" height="30" rx="12" fill="var(--accent-soft)" stroke="var(--accent-line)" strokeWidth="1.5" />
          <path d="M62 49h32M62 57h20" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" opacity=".55" />
        </svg>
        <h2 className="text-lg font-semibold tracking-tight">{t(empty && view === 'needs_reply' ? 'nothingOpen.allDone' : 'nothingOpen.title')}</h2>
        {needs && needs.count > 0 && (
          <p className="tnum mt-1 text-sm text-ink-2">
            {t('nothingOpen.waiting', { count: needs.count, number: number(needs.count) })}
            {needs.overdue > 0 && (
              <>
                {' '}
                <span className="font-semibold text-overdue">{t('inbox.overdue', { count: needs.overdue, number: number(needs.overdue) })}</span>
              </>
            )}
          </p>
        )}
        <ul className="mt-6 divide-y divide-line border-y border-line text-sm pointer-coarse:hidden">
          <Hint keys="j" words={t('nothingOpen.next')} />
          <Hint keys="r" words={t('nothingOpen.reply')} />
          <Hint keys="e" words={t('nothingOpen.resolve')} />
          <Hint keys="$mod+K" words={t('nothingOpen.palette')} />
        </ul>
      </div>
    </section>
  )
}
