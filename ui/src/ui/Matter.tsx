import { useTranslation } from 'react-i18next'
import { CircleQuestionMark, Flame, HandHelping, Heart, MessageSquare, MessageSquareWarning } from 'lucide-react'
import type { Intent, Matter } from '@/api/types'
import { severityOf, tonesOf, signedBrief } from '@/lib/judgement'
import { spell } from '@/lib/time'
import { classes } from './classes'

export const intentIcons: Record<Intent, typeof Heart> = {
  complaint: MessageSquareWarning,
  request: HandHelping,
  question: CircleQuestionMark,
  praise: Heart,
  other: MessageSquare,
}

/** Three steps, as many filled as the matter is grave; the words beside it or in its title say the same. */
export function SeverityBars({ grade }: { grade: number }) {
  return (
    <svg viewBox="0 0 11 10" className="h-2.5 w-[11px] shrink-0" aria-hidden="true">
      {[0, 1, 2].map((step) => (
        <rect
          key={step}
          x={step * 4}
          y={6 - step * 3}
          width="3"
          height={4 + step * 3}
          rx="0.75"
          className={step < grade ? 'fill-current' : 'fill-line-strong'}
        />
      ))}
    </svg>
  )
}

interface ChipProps {
  matter: Pick<Matter, 'intent' | 'severity' | 'anger' | 'fear' | 'sadness' | 'irony' | 'unsure'>
  /** The icon alone, where there is no room for words; they are still read out. */
  short?: boolean
}

/** What somebody wants, how bad it is and in which tone, in as few words as can be. */
export function MatterChip({ matter, short }: ChipProps) {
  const { t } = useTranslation()
  const grave = matter.intent === 'complaint' && matter.severity >= 3
  const Icon = intentIcons[matter.intent]
  const tones = tonesOf(matter)
  const angry = tones.find((tone) => tone === 'angry' || tone === 'veryAngry')
  const about = [
    matter.intent === 'complaint' && t('matter.grade', { grade: matter.severity, words: t(`severity.${severityOf(matter.severity)}`) }),
    ...tones.map((tone) => t(`tone.${tone}`)),
    matter.unsure && t('matter.unsure'),
  ].filter((words) => typeof words === 'string')
  return (
    <span
      data-matter={matter.intent}
      title={about.join(' · ') || undefined}
      className={classes('inline-flex h-5 shrink-0 items-center gap-1 text-xs whitespace-nowrap', grave ? 'font-semibold text-overdue' : 'text-ink-2')}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {grave && <span className="sr-only">{t('matter.grave')}</span>}
      <span className={short ? 'sr-only' : undefined} aria-hidden={grave || undefined}>
        {t(grave ? 'matter.graveShort' : `intent.${matter.intent}`)}
        {matter.unsure && <span aria-hidden="true">?</span>}
      </span>
      {matter.intent === 'complaint' && <SeverityBars grade={matter.severity} />}
      {angry && <Flame className="size-3.5 shrink-0 text-overdue" aria-hidden="true" />}
      {about.length > 0 && <span className="sr-only">{about.join(', ')}</span>}
    </span>
  )
}

/** How much longer somebody counts as having waited than they have. */
export function HeadStart({ minutes }: { minutes: number }) {
  const { t } = useTranslation()
  if (minutes === 0) return null
  const about = t(minutes > 0 ? 'matter.ahead' : 'matter.behind', { time: spell(Math.abs(minutes), t) })
  return (
    <span data-head-start={minutes} title={about} className="tnum inline-flex h-5 shrink-0 items-center text-xs whitespace-nowrap text-ink-3">
      <span className="sr-only">{about}</span>
      <span aria-hidden="true">{signedBrief(minutes, t)}</span>
    </span>
  )
}
