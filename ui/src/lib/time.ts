import type { TFunction } from 'i18next'
import { currentLanguage, currentLocale } from './i18n'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = currentLanguage() + JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(currentLocale(), options)
  formats.set(key, known)
  return known
}

/** "17 min", "1 h 5 min", "3 d 4 h": two units at most. */
export function spell(minutes: number, t: TFunction): string {
  if (minutes < 1) return t('time.lessThanMinute')
  if (minutes < 60) return t('time.minutes', { m: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 ? t('time.hoursMinutes', { h: hours, m: minutes % 60 }) : t('time.hours', { h: hours })
  const days = Math.floor(hours / 24)
  return hours % 24 && days < 7 ? t('time.daysHours', { d: days, h: hours % 24 }) : t('time.days', { d: days })
}

/** How long ago, as short as a list needs it. */
export function shortAgo(iso: string, now: number, t: TFunction): string {
  const at = Date.parse(iso)
  const passed = Math.max(0, now - at)
  if (passed < MINUTE) return t('time.now')
  if (passed < HOUR) return t('time.minutes', { m: Math.floor(passed / MINUTE) })
  if (passed < DAY) return t('time.hours', { h: Math.floor(passed / HOUR) })
  if (passed < 7 * DAY) return format({ weekday: 'short' }).format(at)
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return format(sameYear ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' }).format(at)
}

export function longAgo(iso: string, now: number, t: TFunction): string {
  const passed = Math.max(0, now - Date.parse(iso))
  if (passed < 5000) return t('time.justNow')
  if (passed < MINUTE) return t('time.secondsAgo', { s: Math.floor(passed / 1000) })
  return t('time.ago', { time: spell(Math.floor(passed / MINUTE), t) })
}

export const clock = (iso: string): string => format({ hour: '2-digit', minute: '2-digit' }).format(Date.parse(iso))

export const fullTime = (iso: string): string =>
  format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    Date.parse(iso),
  )

export const shortDate = (at: number): string => format({ day: 'numeric', month: 'short' }).format(at)

export const monthYear = (iso: string): string => format({ month: 'long', year: 'numeric' }).format(Date.parse(iso))

export const dayKey = (iso: string): string => new Date(iso).toDateString()

export function dayName(iso: string, now: number, t: TFunction): string {
  const day = dayKey(iso)
  if (day === new Date(now).toDateString()) return t('time.today')
  if (day === new Date(now - DAY).toDateString()) return t('time.yesterday')
  const sameYear = new Date(iso).getFullYear() === new Date(now).getFullYear()
  return format({ weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(Date.parse(iso))
}

export const number = (value: number): string => new Intl.NumberFormat(currentLocale()).format(value)

export const compactNumber = (value: number): string =>
  new Intl.NumberFormat(currentLocale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value)

export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
