import { address } from './client'
import { type Wire, liveStatus, seen, seenSoFar, take } from './live'
import type { Event, PresenceMessage } from './types'

/**
 * One event stream for the whole browser. The tab that holds the lock listens to the desk and passes
 * everything on; when it closes, the next one takes over from the last number it has seen.
 */

let stop: (() => void) | undefined

function parse<T>(event: MessageEvent): T | undefined {
  try {
    return JSON.parse(String(event.data)) as T
  } catch {
    return undefined
  }
}

/** Opens the stream; the browser itself reconnects and sends Last-Event-ID. */
function lead(tell: (message: Wire) => void): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(address('/events', { after: seenSoFar() }))
    source.addEventListener('open', () => tell({ type: 'status', status: 'live' }))
    source.addEventListener('event', (message) => {
      const event = parse<Event>(message)
      if (event) tell({ type: 'event', event })
    })
    source.addEventListener('presence', (message) => {
      const presence = parse<PresenceMessage>(message)
      if (presence) tell({ type: 'presence', presence })
    })
    source.addEventListener('skipped', (message) => {
      const gap = parse<{ to?: number }>(message)
      if (gap?.to) seen(Math.max(seenSoFar(), gap.to))
      tell({ type: 'skipped' })
    })
    source.addEventListener('error', () => {
      tell({ type: 'status', status: 'lost' })
      // A refused stream is closed for good; ask again by ourselves.
      if (source?.readyState !== EventSource.CLOSED) return
      clearTimeout(again)
      again = setTimeout(open, 3000)
    })
  }
  open()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}

export function startLive(after: number): void {
  stop?.()
  seen(after)
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('heed-live') : undefined
  let close: (() => void) | undefined
  let release: (() => void) | undefined
  const abort = new AbortController()

  const becomeLeader = () => {
    const tell = (message: Wire) => {
      take(message)
      channel?.postMessage(message)
    }
    close = lead(tell)
  }
  channel?.addEventListener('message', (message: MessageEvent<Wire>) => {
    if (message.data.type === 'who' && close) channel.postMessage({ type: 'status', status: liveStatus.get().status })
    take(message.data)
  })
  if (channel && 'locks' in navigator) {
    channel.postMessage({ type: 'who' })
    const held = () =>
      new Promise<void>((done) => {
        release = done
        becomeLeader()
      })
    navigator.locks.request('heed-live', { signal: abort.signal }, held).catch(() => undefined)
  } else {
    becomeLeader()
  }
  stop = () => {
    abort.abort()
    close?.()
    release?.()
    channel?.close()
  }
}

export function stopLive(): void {
  stop?.()
  stop = undefined
}
