import { currentLocale } from './i18n'

const DAY = 24 * 60 * 60_000
const pad = (value: number): string => String(value).padStart(2, '0')

/** A moment as a date field of the browser writes it, in the person's own time zone. */
export function toLocalField(iso: string): string {
  const at = new Date(iso)
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}

export const fromLocalField = (text: string): string => new Date(text).toISOString()

/** This time tomorrow; on a day when people work. */
export function nextWorkday(now: number): string {
  const at = new Date(now + DAY)
  while (at.getDay() === 0 || at.getDay() === 6) at.setDate(at.getDate() + 1)
  at.setSeconds(0, 0)
  return at.toISOString()
}

/** "Tue 24 Nov, 14:00". */
export const dateTime = (iso: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(Date.parse(iso))
