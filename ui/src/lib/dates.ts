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

/** A day and an hour as a draft names them; the desk does not know where the writer's clock stands. */
interface NamedMoment {
  due_at?: string | null
  weekday?: number | null
  in_days?: number | null
  minute?: number | null
}

/** "By Friday" ends with the day's work. */
const EVENING_MINUTE = 17 * 60

/** When what the draft promises falls due, on the writer's own calendar: the next such moment. Null where it does not say. */
export function dueOf({ due_at, weekday, in_days, minute }: NamedMoment, now: number): string | null {
  if (due_at) return due_at
  if (!weekday && typeof in_days !== 'number' && typeof minute !== 'number') return null
  const at = new Date(now)
  const fits = () => at.getTime() > now && (!weekday || at.getDay() === weekday % 7)
  at.setHours(0, minute ?? EVENING_MINUTE, 0, 0)
  if (!weekday) at.setDate(at.getDate() + (in_days ?? 0))
  // Today's hour may have passed: then no other day was meant for sure.
  if (!weekday && typeof in_days === 'number') return at.getTime() > now ? at.toISOString() : null
  while (!fits()) at.setDate(at.getDate() + 1)
  return at.toISOString()
}

/** "Tue 24 Nov, 14:00". */
export const dateTime = (iso: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(Date.parse(iso))
