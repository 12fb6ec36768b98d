import type { Pledge } from '@/api/types-answer'

const DAY = 24 * 60 * 60_000

export interface Groups {
  broken: Pledge[]
  soon: Pledge[]
  open: Pledge[]
  closed: Pledge[]
}

/** A broken one stays in front until it was made good; the next one due comes first. */
export function groupPledges(pledges: readonly Pledge[], now: number): Groups {
  const groups: Groups = { broken: [], soon: [], open: [], closed: [] }
  for (const one of pledges) {
    if (one.state === 'broken' && !one.made_good_at) groups.broken.push(one)
    else if (one.state !== 'open') groups.closed.push(one)
    else if (Date.parse(one.due_at) - now < DAY) groups.soon.push(one)
    else groups.open.push(one)
  }
  const byDue = (a: Pledge, b: Pledge) => Date.parse(a.due_at) - Date.parse(b.due_at)
  const byClosed = (a: Pledge, b: Pledge) => Date.parse(b.closed_at ?? b.due_at) - Date.parse(a.closed_at ?? a.due_at)
  return { broken: groups.broken.toSorted(byDue), soon: groups.soon.toSorted(byDue), open: groups.open.toSorted(byDue), closed: groups.closed.toSorted(byClosed) }
}
