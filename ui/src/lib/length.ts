import type { RoomLimits } from '@/api/types'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const encoder = new TextEncoder()

export interface Length {
  used: number
  limit: number
  left: number
  over: boolean
  /** Where the text stops fitting, in UTF-16 units; its whole length when it fits. */
  fits: number
}

type Measure = (cluster: string) => number

const measures: Record<string, Measure> = {
  graphemes: () => 1,
  code_points: (cluster) => Array.from(cluster).length,
  bytes: (cluster) => encoder.encode(cluster).length,
}

/** Counts as the network counts, and finds the end of the last whole character that fits. */
export function measure(text: string, limits: Pick<RoomLimits, 'length' | 'unit' | 'bytes'>): Length {
  const unit = measures[limits.unit] ?? measures['code_points']
  let used = 0
  let bytes = 0
  let fits = 0
  let open = true
  for (const { segment, index } of segmenter.segment(text)) {
    used += unit ? unit(segment) : 1
    bytes += encoder.encode(segment).length
    const full = (limits.length > 0 && used > limits.length) || (limits.bytes > 0 && bytes > limits.bytes)
    if (full) open = false
    if (open) fits = index + segment.length
  }
  return { used, limit: limits.length, left: limits.length - used, over: !open, fits: open ? text.length : fits }
}
