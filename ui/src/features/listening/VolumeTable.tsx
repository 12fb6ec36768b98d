import { useTranslation } from 'react-i18next'
import type { TermVolume, Volume } from '@/api/types'
import { useNow } from '@/lib/now'
import { percent } from '@/lib/percent'
import { number, shortDate } from '@/lib/time'
import { classes } from '@/ui/classes'
import { type Bar, barsOf, peakOf, totalsOf } from './volume'

const HEIGHT = 28
const STEP = 5

/** What was heard at all stays visible beside what was heard much more. */
const LEAST_HIGH = 1.5

/** Bars from the ground, all terms on one scale; the part in a bad mood is the dark one at the bottom. */
function Bars({ bars, most }: { bars: Bar[]; most: number }) {
  const high = (count: number) => (count === 0 ? 0 : Math.max(LEAST_HIGH, (count / most) * HEIGHT))
  return (
    <svg viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" className="h-7 w-full" aria-hidden="true">
      {bars.map((bar, at) => (
        <g key={bar.from}>
          <rect x={at * STEP} width={STEP - 1} y={HEIGHT - high(bar.count)} height={high(bar.count)} className="fill-accent-line" />
          <rect x={at * STEP} width={STEP - 1} y={HEIGHT - high(bar.negative)} height={high(bar.negative)} className="fill-accent" />
        </g>
      ))}
      <rect x="0" y={HEIGHT - 0.5} width={bars.length * STEP} height="0.5" className="fill-line-strong" />
    </svg>
  )
}

interface RowProps {
  term: TermVolume
  volume: Volume
  /** The highest bar of all terms. */
  most: number
  chosen: boolean
  onChoose: () => void
}

function TermRow({ term, volume, most, chosen, onChoose }: RowProps) {
  const { t } = useTranslation()
  const bars = barsOf(term, volume, useNow())
  const peak = peakOf(bars)
  return (
    <tr className={classes('border-t border-line', chosen && 'bg-accent-soft')}>
      <th scope="row" className="py-1.5 ps-4 pe-3 text-start font-medium">
        <button type="button" data-dense="" aria-pressed={chosen} onClick={onChoose} className="min-h-6 max-w-44 truncate rounded hover:underline">
          <bdi>{term.text}</bdi>
        </button>
        <span className="block text-xs font-normal text-ink-3">{t(`terms.purpose.${term.purpose}`)}</span>
      </th>
      <td className="w-2/5 px-2 py-1.5 max-sm:hidden">
        <Bars bars={bars} most={most} />
        <span className="sr-only">{peak ? t('listening.peak', { count: peak.count, number: number(peak.count), day: shortDate(peak.from) }) : t('listening.silent')}</span>
      </td>
      <td className="tnum px-2 py-1.5 text-end">{number(term.count)}</td>
      <td className="tnum px-2 py-1.5 text-end">{term.count > 0 ? percent(term.negative_share) : '–'}</td>
      <td className="tnum py-1.5 ps-2 pe-4 text-end">{number(term.inbox)}</td>
    </tr>
  )
}

interface Props {
  volume: Volume
  /** The term by whose posts the stream is narrowed. */
  term: string | undefined
  onTerm: (term: string | undefined) => void
}

/** How much was heard of each term, and in what mood: in a sentence, in bars and in numbers. */
export function VolumeTable({ volume, term, onTerm }: Props) {
  const { t } = useTranslation()
  const { heard, inbox } = totalsOf(volume)
  const now = useNow()
  const most = Math.max(1, ...volume.terms.map((one) => peakOf(barsOf(one, volume, now))?.count ?? 0))
  const loudest = volume.terms[0]
  return (
    <>
      <p className="max-w-prose text-sm text-pretty text-ink-2">
        {heard === 0
          ? t('listening.nothingHeard')
          : t('listening.summary', { count: heard, heard: number(heard), inbox: number(inbox) })}{' '}
        {heard > 0 && loudest && loudest.count > 0 && t('listening.loudest', { term: loudest.text, number: number(loudest.count), share: percent(loudest.negative_share) })}
      </p>
      {volume.terms.length > 0 && (
        <div className="overflow-x-auto rounded-2xl border border-line bg-surface shadow-1">
          <table className="w-full text-sm">
            <caption className="sr-only">{t('listening.volume')}</caption>
            <thead>
              <tr className="text-xs text-ink-3">
                <th scope="col" className="py-2 ps-4 text-start font-medium">
                  {t('listening.term')}
                </th>
                <th scope="col" className="px-2 py-2 text-start font-medium max-sm:hidden">
                  {t('listening.course')}
                </th>
                <th scope="col" className="px-2 py-2 text-end font-medium">
                  {t('listening.posts')}
                </th>
                <th scope="col" className="px-2 py-2 text-end font-medium">
                  {t('listening.badMood')}
                </th>
                <th scope="col" className="py-2 ps-2 pe-4 text-end font-medium">
                  {t('listening.toInbox')}
                </th>
              </tr>
            </thead>
            <tbody>
              {volume.terms.map((one) => (
                <TermRow key={one.term_id} term={one} volume={volume} most={most} chosen={one.term_id === term} onChoose={() => onTerm(one.term_id === term ? undefined : one.term_id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
