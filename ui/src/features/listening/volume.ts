import type { TermVolume, Volume } from '@/api/types'

const HOUR_MS = 3_600_000
/** More bars than this nobody tells apart. */
const BARS_MOST = 92

export interface Bar {
  from: number
  count: number
  negative: number
}

/** One bar for each span of time up to now; the desk leaves out those in which nothing was heard. */
export function barsOf(term: Pick<TermVolume, 'points'>, { since, step_hours }: Pick<Volume, 'since' | 'step_hours'>, now: number): Bar[] {
  const step = Math.max(1, step_hours) * HOUR_MS
  const start = Date.parse(since)
  const length = Math.min(BARS_MOST, Math.max(1, Math.ceil((now - start) / step)))
  const bars: Bar[] = Array.from({ length }, (_, at) => ({ from: start + at * step, count: 0, negative: 0 }))
  for (const point of term.points) {
    const bar = bars[Math.floor((Date.parse(point.from) - start) / step)]
    if (!bar) continue
    bar.count += point.count
    bar.negative += point.negative
  }
  return bars
}

export function peakOf(bars: readonly Bar[]): Bar | undefined {
  return bars.reduce<Bar | undefined>((best, bar) => (bar.count > (best?.count ?? 0) ? bar : best), undefined)
}

/** Every post once, however many terms it holds. */
export function totalsOf(volume: Pick<Volume, 'decisions'>): { heard: number; inbox: number } {
  const of = (wanted: string) => volume.decisions.filter(({ decision }) => decision === wanted).reduce((sum, one) => sum + one.count, 0)
  return { heard: volume.decisions.reduce((sum, one) => sum + one.count, 0), inbox: of('inbox') }
}
