import type { Pledge } from '@/api/types-answer'

const DAY = 24 * 60 * 60_000

/** Of the open ones, those that are due within a day, and the others; in the order in which they came. */
export function splitOpen(pledges: readonly Pledge[], now: number): { soon: Pledge[]; later: Pledge[] } {
  const isSoon = (one: Pledge) => Date.parse(one.due_at) - now < DAY
  return { soon: pledges.filter(isSoon), later: pledges.filter((one) => !isSoon(one)) }
}
