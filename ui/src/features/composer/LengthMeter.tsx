import { useTranslation } from 'react-i18next'
import { number } from '@/lib/time'
import type { Length } from '@/lib/length'
import { classes } from '@/ui/classes'

const AROUND = 2 * Math.PI * 7

/** How much of the network's length is used; near its end it says so in numbers. */
export function LengthMeter({ length, id }: { length: Length; id: string }) {
  const { t } = useTranslation()
  if (length.limit === 0) return null
  const share = Math.min(1, length.used / length.limit)
  const near = length.left <= Math.max(20, length.limit * 0.1)
  const tone = length.over ? 'text-overdue' : near ? 'text-soon' : 'text-accent'
  return (
    <span className="flex items-center gap-1.5" title={t('composer.length', { used: number(length.used), limit: number(length.limit) })}>
      <svg viewBox="0 0 18 18" className={classes('size-[18px] -rotate-90', tone)} aria-hidden="true">
        <circle cx="9" cy="9" r="7" fill="none" stroke="var(--line-strong)" strokeWidth="2" />
        <circle
          cx="9"
          cy="9"
          r="7"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray={`${share * AROUND} ${AROUND}`}
        />
      </svg>
      <span className={classes('tnum text-xs', near ? `font-semibold ${tone}` : 'text-ink-3')} aria-hidden="true">
        {number(length.left)}
      </span>
      <span id={id} className="sr-only">
        {length.over ? t('composer.tooLong', { count: -length.left }) : t('composer.left', { count: length.left })}
      </span>
    </span>
  )
}
