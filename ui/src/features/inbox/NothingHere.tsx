import { useTranslation } from 'react-i18next'
import type { View } from '@/api/types'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/States'

/** A quiet horizon: there is nothing to do, and that is good. */
function Horizon() {
  return (
    <svg viewBox="0 0 160 88" className="w-40" aria-hidden="true">
      <circle cx="80" cy="50" r="20" fill="var(--soon-soft)" stroke="var(--soon)" strokeWidth="1.5" />
      <path d="M80 18v-7M53 27l-5-5M107 27l5-5M42 52h-7M118 52h7" stroke="var(--soon)" strokeWidth="1.5" strokeLinecap="round" />
      <path d="M8 64c16 0 16-6 32-6s16 6 32 6 16-6 32-6 16 6 32 6 10-3 16-4v22H8Z" fill="var(--accent-soft)" />
      <path d="M8 64c16 0 16-6 32-6s16 6 32 6 16-6 32-6 16 6 32 6 10-3 16-4" fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinecap="round" />
      <path d="M22 76h18M58 78h26M104 75h20" stroke="var(--accent-line)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  )
}

function Glass() {
  return (
    <svg viewBox="0 0 96 72" className="w-24" aria-hidden="true">
      <circle cx="42" cy="32" r="20" fill="var(--surface-2)" stroke="var(--line-strong)" strokeWidth="2" />
      <path d="m57 47 14 14" stroke="var(--line-strong)" strokeWidth="4" strokeLinecap="round" />
      <path d="M34 32h16" stroke="var(--ink-3)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

interface Props {
  view: View
  q: string
  onClearSearch: () => void
}

export function NothingHere({ view, q, onClearSearch }: Props) {
  const { t } = useTranslation()
  if (q) {
    return (
      <Empty picture={<Glass />} title={t('empty.search.title', { q })} action={<Button onClick={onClearSearch}>{t('empty.search.action')}</Button>}>
        {t('empty.search.text')}
      </Empty>
    )
  }
  return (
    <Empty picture={<Horizon />} title={t(`empty.${view}.title`)}>
      {t(`empty.${view}.text`)}
    </Empty>
  )
}
