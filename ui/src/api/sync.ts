import type { QueryClient } from '@tanstack/react-query'
import { createStore, useStore } from '@/lib/store'
import { throttle, throttleEach } from '@/lib/throttle'
import { type LiveMessage, onLive } from './live'
import { rows } from './rows'
import type { Event, Presence } from './types'

const HERE_MS = 45_000

interface Here {
  others: Presence[]
  at: number
}

const presence = createStore<ReadonlyMap<string, Here>>(new Map())

export function usePresence(id: string, initial: Presence[]): Presence[] {
  const here = useStore(presence).get(id)
  return here && Date.now() - here.at < HERE_MS ? here.others : initial
}

const affects = (event: Event, ...kinds: string[]) => kinds.some((kind) => event.kind.startsWith(kind))

/** Turns the stream into patches of what is held, and asks again only for what is on the screen. */
export function followLive(client: QueryClient): () => void {
  const counts = throttle(() => void client.invalidateQueries({ queryKey: ['views'] }), 1500)
  const replies = throttle(() => void client.invalidateQueries({ queryKey: ['replies'] }), 1000)
  // Each that waits is read by the coach anew.
  const approvals = throttle(() => void client.invalidateQueries({ queryKey: ['approvals'] }), 1000)
  const channels = throttle(() => void client.invalidateQueries({ queryKey: ['channels'] }), 1000)
  const users = throttle(() => void client.invalidateQueries({ queryKey: ['users'] }), 1000)
  const topics = throttle(() => void client.invalidateQueries({ queryKey: ['topics'] }), 1000)
  const weights = throttle(() => void client.invalidateQueries({ queryKey: ['weights'] }), 1000)
  // The conversation on the screen shows its playbook, and the rail counts those to read.
  const playbooks = throttle(() => {
    for (const key of ['playbooks', 'conversation', 'views']) void client.invalidateQueries({ queryKey: [key] })
  }, 1000)
  const everything = throttle(() => void client.invalidateQueries(), 3000)
  const one = throttleEach((id) => {
    void client.invalidateQueries({ queryKey: ['conversation', id] })
    void client.invalidateQueries({ queryKey: ['events', id] })
  }, 400)

  const take = (message: LiveMessage): void => {
    if (message.type === 'skipped') return everything()
    if (message.type === 'presence') {
      const { conversation_id, others } = message.presence
      return presence.set((now) => new Map(now).set(conversation_id, { others, at: Date.now() }))
    }
    const { event } = message
    if (event.row) rows.put(event.row)
    if (event.conversation_id) {
      one(event.conversation_id)
      counts()
    }
    if (affects(event, 'reply_')) replies()
    if (affects(event, 'reply_held', 'reply_approved', 'reply_returned', 'reply_cancelled')) approvals()
    if (affects(event, 'channel_', 'post_', 'reply_failed', 'reply_seen')) channels()
    if (affects(event, 'channel_')) counts()
    if (affects(event, 'user_')) users()
    if (affects(event, 'topics_')) topics()
    if (affects(event, 'weights_')) weights()
    if (affects(event, 'playbook_saved')) playbooks()
  }
  return onLive((batch) => batch.forEach(take))
}
