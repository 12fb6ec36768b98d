import type { ConversationRow, View } from '@/api/types'

/** What a list shows. It is a value; everything that happens to it is an event below. */
export interface ListState {
  ids: readonly string[]
  known: ReadonlySet<string>
  next: string | null
  total: number
  /** There are more than `total`: the desk stopped counting there. */
  totalAtLeast: boolean
  phase: 'loading' | 'ready' | 'failed'
  error: unknown
  loadingMore: boolean
  /** Conversations that came since and wait behind the pill, newest last. */
  fresh: readonly string[]
}

/** A list that fills a screen does not grow by itself any more: what comes then is told by the pill. */
const GROWS_TO = 50

export type ListEvent =
  | { type: 'asked' }
  | { type: 'loaded'; ids: string[]; next: string | null; total: number; totalAtLeast: boolean }
  | { type: 'more_asked' }
  | { type: 'more'; ids: string[]; next: string | null; total: number; totalAtLeast: boolean }
  | { type: 'failed'; error: unknown }
  | { type: 'belongs'; id: string; last?: boolean }
  | { type: 'gone'; id: string }
  | { type: 'removed'; id: string }
  | { type: 'returned'; id: string; at: number }

export const emptyList: ListState = {
  ids: [],
  known: new Set(),
  next: null,
  total: 0,
  totalAtLeast: false,
  phase: 'loading',
  error: null,
  loadingMore: false,
  fresh: [],
}

const holding = (state: ListState, ids: readonly string[]): ListState => ({ ...state, ids, known: new Set(ids) })

/** All of it is shown, and it is short: what belongs below the last row may stand there at once. */
const mayGrow = (state: ListState): boolean => state.next === null && state.fresh.length === 0 && state.ids.length < GROWS_TO

/** A page may repeat a row that moved between two pages; it is shown once. */
const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

export function reduceList(state: ListState, event: ListEvent): ListState {
  switch (event.type) {
    case 'asked':
      return { ...state, phase: state.ids.length > 0 ? state.phase : 'loading', error: null }
    case 'loaded':
      return {
        ...holding(state, unique(event.ids)),
        next: event.next,
        total: event.total,
        totalAtLeast: event.totalAtLeast,
        phase: 'ready',
        error: null,
        loadingMore: false,
        fresh: [],
      }
    case 'more_asked':
      return { ...state, loadingMore: true, error: null }
    case 'more': {
      const ids = unique([...state.ids, ...event.ids])
      const known = new Set(ids)
      const fresh = state.fresh.filter((id) => !known.has(id))
      return { ...state, ids, known, fresh, next: event.next, total: event.total, totalAtLeast: event.totalAtLeast, loadingMore: false }
    }
    case 'failed':
      return { ...state, phase: state.ids.length > 0 ? 'ready' : 'failed', error: event.error, loadingMore: false }
    case 'belongs':
      if (state.phase !== 'ready' || state.known.has(event.id) || state.fresh.includes(event.id)) return state
      // Nothing moves under the cursor in an empty list, nor where a short one goes on below.
      if (state.ids.length === 0 || (event.last && mayGrow(state))) {
        return { ...holding(state, [...state.ids, event.id]), total: state.total + 1 }
      }
      return { ...state, fresh: [...state.fresh, event.id] }
    case 'gone':
      return state.fresh.includes(event.id) ? { ...state, fresh: state.fresh.filter((id) => id !== event.id) } : state
    case 'removed':
      if (!state.known.has(event.id)) return state
      return {
        ...holding(
          state,
          state.ids.filter((id) => id !== event.id),
        ),
        total: Math.max(0, state.total - 1),
      }
    case 'returned':
      if (state.known.has(event.id)) return state
      return { ...holding(state, state.ids.toSpliced(event.at, 0, event.id)), total: state.total + 1 }
  }
}

/** When a conversation counts as having begun to wait: the list by urgency is in this order. */
const urgency = (row: ConversationRow): number | undefined =>
  row.waiting_since == null ? undefined : Date.parse(row.waiting_since) - row.head_start * 60_000

/** Whether the row stands behind the other in a list by urgency; those in which nobody waits are not told apart. */
export function waitsLess(row: ConversationRow, than: ConversationRow | undefined): boolean {
  const mine = urgency(row)
  const other = than && urgency(than)
  return mine !== undefined && other !== undefined && mine >= other
}

export function belongsTo(row: ConversationRow, view: View, me: string): boolean {
  switch (view) {
    case 'needs_reply':
      return row.state === 'open' && row.waiting_since != null
    case 'mine':
      return row.state === 'open' && row.owner?.id === me
    case 'unassigned':
      return row.state === 'open' && row.owner == null
    case 'answered':
      return row.state === 'open' && row.waiting_since == null
    case 'resolved':
      return row.state === 'resolved'
    case 'all':
      return true
  }
}

/** The conversation to go to: the one after, or before when there is none. */
export function neighbour(ids: readonly string[], id: string | undefined, step: 1 | -1): string | undefined {
  if (id === undefined) return step === 1 ? ids[0] : ids.at(-1)
  const at = ids.indexOf(id)
  if (at === -1) return ids[0]
  return ids[at + step]
}
