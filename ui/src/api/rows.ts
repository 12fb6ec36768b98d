import { useCallback, useSyncExternalStore } from 'react'
import type { ConversationRow } from './types'

/** Every conversation row this browser knows, by id. A component that shows one row hears of that row only. */
class RowStore {
  private readonly rows = new Map<string, ConversationRow>()
  private readonly listeners = new Map<string, Set<() => void>>()

  get(id: string): ConversationRow | undefined {
    return this.rows.get(id)
  }

  subscribe(id: string, listener: () => void): () => void {
    const known = this.listeners.get(id) ?? new Set()
    known.add(listener)
    this.listeners.set(id, known)
    return () => {
      known.delete(listener)
      if (known.size === 0) this.listeners.delete(id)
    }
  }

  /** The newer version wins, whichever way it came; what is the same is not told again. */
  put(row: ConversationRow): boolean {
    const known = this.rows.get(row.id)
    if (known && known.version > row.version) return false
    this.rows.set(row.id, row)
    this.tell(row.id)
    return true
  }

  /** Shows a change before the desk has confirmed it. The answer takes it back if nothing newer came in between. */
  patch(id: string, change: Partial<ConversationRow>): () => void {
    const before = this.rows.get(id)
    if (!before) return () => undefined
    const after = { ...before, ...change }
    this.rows.set(id, after)
    this.tell(id)
    return () => {
      if (this.rows.get(id) !== after) return
      this.rows.set(id, before)
      this.tell(id)
    }
  }

  clear(): void {
    this.rows.clear()
  }

  private tell(id: string): void {
    for (const listener of this.listeners.get(id) ?? []) listener()
  }
}

export const rows = new RowStore()

export function useRow(id: string | undefined): ConversationRow | undefined {
  const subscribe = useCallback((listener: () => void) => (id ? rows.subscribe(id, listener) : () => undefined), [id])
  return useSyncExternalStore(subscribe, () => (id ? rows.get(id) : undefined))
}
