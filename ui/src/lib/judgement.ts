import type { TFunction } from 'i18next'
import type { Intent, Matter } from '@/api/types'
import { number, spell } from './time'

export const intents = ['complaint', 'request', 'question', 'praise', 'other'] as const satisfies Intent[]

export const severities = ['none', 'nuisance', 'costly', 'grave'] as const
export type Severity = (typeof severities)[number]

export const severityOf = (grade: number): Severity => severities[Math.min(3, Math.max(0, Math.round(grade)))] ?? 'none'

export type Tone = 'angry' | 'veryAngry' | 'afraid' | 'sad' | 'ironic'

/** Below this a tone is no news to the person who answers. */
const HEARD = 0.5
const LOUD = 0.75

export function tonesOf({ anger, fear, sadness, irony }: Pick<Matter, 'anger' | 'fear' | 'sadness' | 'irony'>): Tone[] {
  const tones: Tone[] = []
  if (anger >= HEARD) tones.push(anger >= LOUD ? 'veryAngry' : 'angry')
  if (fear >= HEARD) tones.push('afraid')
  if (sadness >= HEARD) tones.push('sad')
  if (irony >= HEARD) tones.push('ironic')
  return tones
}

/** "+45 min", "−2 h": how much longer somebody counts as having waited. */
export function signedTime(minutes: number, t: TFunction): string {
  return `${minutes < 0 ? '−' : '+'}${spell(Math.abs(minutes), t)}`
}

/** The same in one unit, for a line that has no room: "+45 min", "+3.4 h". */
export function signedBrief(minutes: number, t: TFunction): string {
  const size = Math.abs(minutes)
  const time = size < 60 ? t('time.minutes', { m: size }) : t('time.hours', { h: number(Math.round(size / 6) / 10) })
  return `${minutes < 0 ? '−' : '+'}${time}`
}
