import type { Conversation, Person, Post, Reply } from '@/api/types'

export type Change =
  | { kind: 'post'; key: string; post: Post }
  | { kind: 'edited'; key: string; post: Post }
  | { kind: 'deleted'; key: string; post: Post }
  | { kind: 'reply'; key: string; reply: Reply }
  | { kind: 'owner'; key: string; owner: Person | null }
  | { kind: 'resolved'; key: string }

function postChanges(before: Conversation, after: Conversation): Change[] {
  const known = new Map(before.posts.map((post) => [post.id, post]))
  return after.posts.flatMap((post): Change[] => {
    const was = known.get(post.id)
    if (!was) return [{ kind: 'post', key: post.id, post }]
    if (post.deleted_at && !was.deleted_at) return [{ kind: 'deleted', key: post.id, post }]
    if (post.text !== was.text) return [{ kind: 'edited', key: post.id, post }]
    return []
  })
}

/** What a person should know before the reply goes onto a thread that is no longer the one they read. */
export function whatChanged(before: Conversation, after: Conversation, me: string): Change[] {
  const replies = new Set(before.replies.map((reply) => reply.id))
  const theirs = after.replies.filter((reply) => !replies.has(reply.id) && reply.agent.id !== me)
  const owner = after.row.owner ?? null
  const taken = owner !== null && owner.id !== me && owner.id !== before.row.owner?.id
  return [
    ...postChanges(before, after),
    ...theirs.map((reply): Change => ({ kind: 'reply', key: reply.id, reply })),
    ...(taken ? [{ kind: 'owner', key: 'owner', owner } as const] : []),
    ...(after.row.state === 'resolved' && before.row.state === 'open' ? [{ kind: 'resolved', key: 'resolved' } as const] : []),
  ]
}
