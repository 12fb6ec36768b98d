import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmClock, CircleCheck, Clock, TriangleAlert } from 'lucide-react'
import type { ConversationRow } from '@/api/types'
import { useNow } from '@/lib/now'
import { spell } from '@/lib/time'
import { type UrgencyKind, urgencyOf } from '@/lib/urgency'
import { classes } from './classes'

/** Told four ways at once: by colour, by shape, by sign and in words. */
const looks: Record<UrgencyKind, { chip: string; Icon: typeof Clock }> = {
  overdue: { chip: 'bg-overdue-soft text-overdue font-semibold px-1.5', Icon: TriangleAlert },
  soon: { chip: 'bg-soon-soft text-soon font-semibold px-1.5', Icon: AlarmClock },
  calm: { chip: 'text-ink-2', Icon: Clock },
  answered: { chip: 'text-done', Icon: CircleCheck },
  resolved: { chip: 'text-done', Icon: CircleCheck },
}

interface Props {
  row: Pick<ConversationRow, 'state' | 'waiting_since' | 'due_at'>
  promise: number
  /** Only the time, where there is no room for words; the words are still read out. */
  short?: boolean
  /** Whole hours from the first hour on. */
  brief?: boolean
}

const HOUR = 60
const DAY = 24 * HOUR

/** Without the smaller unit where there is a larger one. */
const whole = (minutes: number): number => (minutes < HOUR ? minutes : minutes - (minutes % (minutes < DAY ? HOUR : DAY)))

function Chip({ row, promise, short, brief }: Props) {
  const { t } = useTranslation()
  const urgency = urgencyOf(row, useNow(), promise)
  const { chip, Icon } = looks[urgency.kind]
  const running = urgency.kind === 'overdue' || urgency.kind === 'soon' || urgency.kind === 'calm'
  const time = spell(brief ? whole(urgency.minutes) : urgency.minutes, t)
  const words = t(`urgency.${urgency.kind}`, { time })
  const waited = t('urgency.waits', { time: spell(urgency.waited, t) })
  return (
    <span
      data-chip={urgency.kind}
      className={classes('tnum inline-flex h-5 shrink-0 items-center gap-1 rounded-md text-xs whitespace-nowrap', chip)}
      title={row.waiting_since ? waited : undefined}
    >
      <Icon className="size-3.5" aria-hidden="true" strokeWidth={2.2} />
      {short && running ? (
        <>
          <span className="sr-only">{words}</span>
          <span aria-hidden="true">{time}</span>
        </>
      ) : (
        words
      )}
    </span>
  )
}

export const UrgencyChip = memo(Chip)

export const urgencyLine: Record<UrgencyKind, string> = {
  overdue: 'bg-overdue',
  soon: 'bg-soon',
  calm: 'bg-transparent',
  answered: 'bg-transparent',
  resolved: 'bg-transparent',
}
