import { useTranslation } from 'react-i18next'
import { AlarmClock, CircleCheck, CircleSlash, Clock3, TriangleAlert } from 'lucide-react'
import type { Pledge } from '@/api/types-answer'
import { dateTime } from '@/lib/dates'
import { useNow } from '@/lib/now'
import { classes } from './classes'

const DAY = 24 * 60 * 60_000

/** How a promise stands: by shape, colour and words together. */
export function PledgeDue({ pledge }: { pledge: Pick<Pledge, 'state' | 'due_at' | 'closed_at' | 'made_good_at'> }) {
  const { t } = useTranslation()
  const now = useNow()
  const soon = pledge.state === 'open' && Date.parse(pledge.due_at) - now < DAY
  const [Icon, tone, key] =
    pledge.state === 'broken'
      ? pledge.made_good_at
        ? ([CircleCheck, 'text-ink-2', 'madeGood'] as const)
        : ([TriangleAlert, 'text-overdue', 'broken'] as const)
      : pledge.state === 'kept'
        ? ([CircleCheck, 'text-done', 'kept'] as const)
        : pledge.state === 'released'
          ? ([CircleSlash, 'text-ink-3', 'released'] as const)
          : soon
            ? ([AlarmClock, 'text-soon', 'due'] as const)
            : ([Clock3, 'text-ink-2', 'due'] as const)
  return (
    <span className={classes('tnum inline-flex items-start gap-1.5 text-xs font-medium text-pretty', tone)}>
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {t(`pledge.${key}`, { when: dateTime(pledge.made_good_at ?? (pledge.state === 'kept' || pledge.state === 'released' ? (pledge.closed_at ?? pledge.due_at) : pledge.due_at)) })}
    </span>
  )
}
