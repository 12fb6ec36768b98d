import { useEffect } from 'react'
import { type ListAsk, desk } from '@/api/desk'
import { onLive } from '@/api/live'
import { rows } from '@/api/rows'
import type { ConversationPage, ConversationRow } from '@/api/types'
import { type Store, createStore, useStore } from '@/lib/store'
import { throttle } from '@/lib/throttle'
import { type ListEvent, type ListState, belongsTo, emptyList, reduceList, waitsLess } from './list-state'

const PAGE = 100
const KEPT_LISTS = 8
const STALE_MS = 30_000

/** One list as it is asked for: it loads, it follows the stream, and it never reorders by itself. */
export class ConversationList {
  readonly store: Store<ListState> = createStore(emptyList)
  readonly key: string
  private readonly ask: ListAsk
  private loadedAt = 0
  private running: AbortController | undefined
  private readonly catchUp = throttle(() => void this.merge(), 3000)

  constructor(ask: ListAsk) {
    this.key = JSON.stringify(ask)
    this.ask = ask
  }

  send = (event: ListEvent): void => this.store.set((state) => reduceList(state, event))

  load = async (): Promise<void> => {
    this.running?.abort()
    const running = new AbortController()
    this.running = running
    this.send({ type: 'asked' })
    try {
      const page = this.keep(await desk.conversations({ ...this.ask, limit: PAGE }, running.signal))
      this.loadedAt = Date.now()
      this.send({ type: 'loaded', ...page })
    } catch (error) {
      if (!running.signal.aborted) this.send({ type: 'failed', error })
    }
  }

  loadIfStale = (): void => {
    const state = this.store.get()
    if (state.phase !== 'ready' || Date.now() - this.loadedAt > STALE_MS) void this.load()
  }

  more = async (): Promise<void> => {
    const { next, loadingMore } = this.store.get()
    if (!next || loadingMore) return
    this.send({ type: 'more_asked' })
    try {
      const page = this.keep(await desk.conversations({ ...this.ask, cursor: next, limit: PAGE }))
      this.send({ type: 'more', ...page })
    } catch (error) {
      this.send({ type: 'failed', error })
    }
  }

  /** The order is another now. What is on the screen stays where it is; the next visit sees the new one. */
  reordered = (): void => {
    this.loadedAt = 0
    if (this.store.get().phase === 'ready') this.catchUp()
  }

  follow(me: string): () => void {
    return onLive((batch) => {
      for (const message of batch) {
        if (message.type === 'skipped') this.catchUp()
        if (message.type !== 'event' || !message.event.row) continue
        const { row } = message.event
        const here = !this.ask.q && (!this.ask.channel || this.ask.channel === row.channel_id)
        if (here && belongsTo(row, this.ask.view, me)) this.send({ type: 'belongs', id: row.id, last: this.isLast(row) })
        else this.send({ type: 'gone', id: row.id })
      }
    })
  }

  private isLast(row: ConversationRow): boolean {
    const last = this.store.get().ids.at(-1)
    return this.ask.order === 'urgency' && last !== undefined && waitsLess(row, rows.get(last))
  }

  /** After a gap in the stream: rows are brought up to date in place, new ones wait behind the pill. */
  private async merge(): Promise<void> {
    try {
      const page = await desk.conversations({ ...this.ask, limit: PAGE })
      this.keep(page)
      for (const row of page.items) this.send({ type: 'belongs', id: row.id, last: this.isLast(row) })
    } catch {
      // The banner says that the line is down; the next gap or the next visit asks again.
    }
  }

  private keep(page: ConversationPage) {
    for (const row of page.items) rows.put(row)
    return { ids: page.items.map((row) => row.id), next: page.next ?? null, total: page.total, totalAtLeast: page.total_at_least }
  }
}

const lists = new Map<string, ConversationList>()

onLive((batch) => {
  const other = batch.some((message) => message.type === 'event' && message.event.kind === 'weights_changed')
  if (other) lists.forEach((list) => list.reordered())
})

export function listFor(ask: ListAsk): ConversationList {
  const key = JSON.stringify([ask.view, ask.order, ask.q ?? '', ask.channel ?? ''])
  const known = lists.get(key)
  if (known) {
    lists.delete(key)
    lists.set(key, known)
    return known
  }
  const list = new ConversationList(ask)
  lists.set(key, list)
  const oldest = lists.keys().next().value
  if (lists.size > KEPT_LISTS && oldest !== undefined) lists.delete(oldest)
  return list
}

export function useList(list: ConversationList, me: string): ListState {
  useEffect(() => {
    list.loadIfStale()
    return list.follow(me)
  }, [list, me])
  return useStore(list.store)
}
