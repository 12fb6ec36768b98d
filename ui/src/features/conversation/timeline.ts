import type { Conversation, Event, Note, Post, Reply, Room } from '@/api/types'

export type TimelineItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'room'; key: string; at: string; room: Room }
  | { kind: 'post'; key: string; at: string; post: Post; first: boolean; aside: boolean }
  | { kind: 'reply'; key: string; at: string; reply: Reply }
  | { kind: 'note'; key: string; at: string; note: Note }
  | { kind: 'event'; key: string; at: string; event: Event }

const TOLD = new Set(['claimed', 'released', 'assigned', 'resolved', 'reopened', 'room_opened', 'brought_in', 'reply_returned', 'promise_kept', 'promise_broken'])
/** Posts of one person in a row are read as one, if they were written in one go. */
const TOGETHER_MS = 5 * 60_000

type Entry = Exclude<TimelineItem, { kind: 'day' } | { kind: 'room' }>

function entries(conversation: Conversation, events: readonly Event[]): Entry[] {
  const posted = new Set(conversation.posts.map((post) => post.id))
  const pending = conversation.replies.filter((reply) => reply.state !== 'cancelled' && reply.state !== 'returned' && !(reply.post_id && posted.has(reply.post_id)))
  const oldest = conversation.posts_before ? conversation.posts[0]?.written_at : undefined
  const all: Entry[] = [
    ...conversation.posts.map((post): Entry => ({ kind: 'post', key: post.id, at: post.written_at, post, first: true, aside: false })),
    ...pending.map((reply): Entry => ({ kind: 'reply', key: reply.id, at: reply.created_at, reply })),
    ...conversation.notes.map((note): Entry => ({ kind: 'note', key: note.id, at: note.written_at, note })),
    ...events.filter((event) => TOLD.has(event.kind)).map((event): Entry => ({ kind: 'event', key: `e${event.seq}`, at: event.at, event })),
  ]
  return all
    .filter((entry) => oldest === undefined || entry.at >= oldest)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

function continues(before: Entry | undefined, entry: Entry): boolean {
  if (before?.kind !== 'post' || entry.kind !== 'post') return false
  const [one, other] = [before.post, entry.post]
  return (
    one.author.id === other.author.id &&
    one.agent?.id === other.agent?.id &&
    one.room_id === other.room_id &&
    one.context === other.context &&
    Date.parse(other.written_at) - Date.parse(one.written_at) < TOGETHER_MS
  )
}

const roomIdOf = (entry: Entry): string | undefined =>
  entry.kind === 'post' ? entry.post.room_id : entry.kind === 'reply' ? entry.reply.room_id : undefined

/** Everything that happened in one order, with a line where the day or the room changes. */
export function buildTimeline(conversation: Conversation, events: readonly Event[]): TimelineItem[] {
  const items: TimelineItem[] = []
  let day = ''
  let roomId: string | undefined
  let before: Entry | undefined
  let aside = false
  for (const entry of entries(conversation, events)) {
    const today = new Date(entry.at).toDateString()
    if (today !== day) {
      items.push({ kind: 'day', key: `day ${today}`, at: entry.at })
      day = today
      before = undefined
    }
    const there = roomIdOf(entry)
    const room = there === roomId ? undefined : conversation.rooms.find((one) => one.id === there)
    // Posts for context may lie in rooms of other conversations; those are not ours to announce.
    if (room) {
      if (conversation.rooms.length > 1) items.push({ kind: 'room', key: `room ${entry.key}`, at: entry.at, room })
      roomId = there
      before = undefined
    }
    items.push(entry.kind === 'post' ? { ...entry, first: !continues(before, entry), aside: entry.post.context && !aside } : entry)
    before = entry
    aside = entry.kind === 'post' && entry.post.context
  }
  return items
}
