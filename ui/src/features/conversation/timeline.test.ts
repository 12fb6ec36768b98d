import { describe, expect, it } from 'vitest'
import type { Event } from '@/api/types'
import { conversation, identity, post, reply, room } from '@/test/samples'
import { buildTimeline } from './timeline'

const shape = (...args: Parameters<typeof buildTimeline>) => buildTimeline(...args).map((item) => item.kind)
const nothing = { conversation_id: null, post_id: null, reply_id: null, channel_id: null, actor: null, person: null, row: null }
const event = (kind: string, at: string): Event => ({ seq: 1, at, kind, detail: '', ...nothing })

describe('buildTimeline', () => {
  it('puts everything into one order with a line for each day', () => {
    const told = conversation({
      posts: [post(), post({ id: 'p2', written_at: '2026-11-22T12:00:00Z' })],
      notes: [{ id: 'n1', text: 'x', written_at: '2026-11-20T11:00:00Z', author: { id: 'u', name: 'A' } }],
    })
    expect(shape(told, [event('claimed', '2026-11-20T10:30:00Z')])).toEqual(['day', 'post', 'event', 'note', 'day', 'post'])
  })

  it('tells of people, not of machinery', () => {
    expect(shape(conversation(), [event('reply_sending', '2026-11-20T10:30:00Z')])).toEqual(['day', 'post'])
  })

  it('shows a reply once: on its way, or as the post it became', () => {
    const sent = reply({ state: 'seen', post_id: 'p2' })
    const both = conversation({ posts: [post(), post({ id: 'p2', by: 'us' })], replies: [sent] })
    expect(shape(both, [])).toEqual(['day', 'post', 'post'])
    expect(shape(conversation({ replies: [reply()] }), [])).toEqual(['day', 'post', 'reply'])
    expect(shape(conversation({ replies: [reply({ state: 'cancelled' })] }), [])).toEqual(['day', 'post'])
  })

  it('reads what one person wrote in one go as one', () => {
    const items = buildTimeline(
      conversation({
        posts: [
          post(),
          post({ id: 'p2', written_at: '2026-11-20T10:01:00Z' }),
          post({ id: 'p3', written_at: '2026-11-20T10:20:00Z' }),
          post({ id: 'p4', written_at: '2026-11-20T10:21:00Z', author: identity({ id: 'i2' }) }),
        ],
      }),
      [],
    )
    expect(items.flatMap((item) => (item.kind === 'post' ? [item.first] : []))).toEqual([true, false, true, true])
  })

  it('says once that a run of posts is only there for context', () => {
    const items = buildTimeline(
      conversation({
        posts: [
          post({ id: 'a', context: true, author: identity({ id: 'i8' }) }),
          post({ id: 'b', room_id: 'elsewhere', context: true, author: identity({ id: 'i9' }), written_at: '2026-11-20T10:01:00Z' }),
          post({ id: 'c', written_at: '2026-11-20T10:02:00Z' }),
          post({ id: 'd', context: true, author: identity({ id: 'i9' }), written_at: '2026-11-20T10:03:00Z' }),
        ],
      }),
      [],
    )
    expect(items.flatMap((item) => (item.kind === 'post' ? [item.aside] : []))).toEqual([true, false, false, true])
  })

  it('says where the talk moved to when there is more than one room', () => {
    const moved = conversation({
      rooms: [room(), room({ id: 'r2', kind: 'direct' })],
      posts: [post(), post({ id: 'p2', room_id: 'r2', written_at: '2026-11-20T10:01:00Z' })],
    })
    expect(shape(moved, [])).toEqual(['day', 'room', 'post', 'room', 'post'])
  })

  it('does not tell of times whose posts are not loaded', () => {
    const cut = conversation({ posts_before: 'cursor' })
    expect(shape(cut, [event('claimed', '2026-11-19T10:00:00Z')])).toEqual(['day', 'post'])
  })
})
