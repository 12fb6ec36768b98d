import { createStore } from '@/lib/store'
import type { Event, PresenceMessage } from './types'

/** What the desk tells while it happens, for whoever wants to know. live-line.ts brings it here. */

export type LiveMessage =
  | { type: 'event'; event: Event }
  | { type: 'presence'; presence: PresenceMessage }
  | { type: 'skipped' }

export type LiveStatus = 'connecting' | 'live' | 'lost'

export type Wire =
  | LiveMessage
  | { type: 'status'; status: LiveStatus }
  | { type: 'who' }

export const liveStatus = createStore<{ status: LiveStatus; since: number }>({ status: 'connecting', since: Date.now() })

type Listener = (batch: LiveMessage[]) => void

const listeners = new Set<Listener>()
let waiting: LiveMessage[] = []
let planned = false
let lastSeen = 0

export function onLive(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function deliver(): void {
  planned = false
  const batch = waiting
  waiting = []
  for (const listener of listeners) listener(batch)
}

/** Patches of one frame are delivered together. A hidden tab has no frames, so a slow timer stands in. */
function plan(): void {
  if (planned) return
  planned = true
  if (document.visibilityState === 'visible') requestAnimationFrame(deliver)
  else setTimeout(deliver, 500)
}

export const seenSoFar = (): number => lastSeen

export function seen(seq: number): void {
  lastSeen = seq
}

export function take(message: Wire): void {
  if (message.type === 'who') return
  if (message.type === 'status') {
    if (liveStatus.get().status !== message.status) liveStatus.set({ status: message.status, since: Date.now() })
    return
  }
  if (message.type === 'event') {
    if (message.event.seq <= lastSeen) return
    lastSeen = message.event.seq
  }
  waiting.push(message)
  plan()
}
