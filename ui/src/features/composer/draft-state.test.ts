import { describe, expect, it } from 'vitest'
import { room } from '@/test/samples'
import { type Attachment, type DraftEvent, type LocalCopy, choose, emptyDraft, reduceDraft } from './draft-state'

const run = (events: DraftEvent[]) => events.reduce(reduceDraft, emptyDraft('r1'))
const picture: Attachment = { key: 'k', id: 'm1', name: 'a.png', path: '/a', alt: '', state: 'ready' }

describe('a draft', () => {
  it('fixes whom it answers with the first letter', () => {
    const state = run([
      { type: 'wrote', text: 'H', target: 'p1' },
      { type: 'wrote', text: 'Hi', target: 'p2' },
    ])
    expect(state).toMatchObject({ text: 'Hi', inReplyTo: 'p1' })
  })

  it('lets go of the post when everything is deleted', () => {
    const state = run([
      { type: 'wrote', text: 'H', target: 'p1' },
      { type: 'wrote', text: '', target: 'p2' },
      { type: 'wrote', text: 'x', target: 'p2' },
    ])
    expect(state.inReplyTo).toBe('p2')
  })

  it('does not carry a post over into another room', () => {
    const state = run([
      { type: 'wrote', text: 'H', target: 'p1' },
      { type: 'room', roomId: 'r2' },
    ])
    expect(state).toMatchObject({ roomId: 'r2', text: 'H', inReplyTo: null })
  })

  it('keeps a note and a reply apart', () => {
    const state = run([
      { type: 'wrote', text: 'for Marta', target: 'p1' },
      { type: 'mode', mode: 'note' },
      { type: 'wrote_note', text: 'for us' },
      { type: 'sent' },
    ])
    expect(state).toMatchObject({ text: '', note: 'for us' })
  })

  it('does not believe a late answer to an early save', () => {
    const first = run([{ type: 'wrote', text: 'one', target: null }])
    const then = reduceDraft(first, { type: 'wrote', text: 'one two', target: null })
    expect(reduceDraft(then, { type: 'saved', revision: first.revision }).saved).toBe('changed')
    expect(reduceDraft(then, { type: 'saved', revision: then.revision }).saved).toBe('saved')
  })

  it('ignores an upload that ends after its picture was removed', () => {
    const state = run([
      { type: 'attached', attachment: picture },
      { type: 'detached', key: 'k' },
      { type: 'attachment', key: 'k', change: { state: 'ready' } },
    ])
    expect(state.attachments).toEqual([])
  })
})

describe('choose', () => {
  const server = { room_id: 'r1', text: 'from the desk', in_reply_to: 'p1', media: [{ id: 'm1', path: '/api/v1/media/m1', mime: 'image/png', alt: 'A torn box', width: 4, height: 3, looked_at: null, screening: 'unscreened' as const }], returned: null, updated_at: '2026-11-20T10:00:00Z' }
  const local = (change: Partial<LocalCopy>): LocalCopy => ({
    roomId: 'r1',
    text: 'from here',
    inReplyTo: null,
    attachments: [picture],
    note: '',
    at: Date.parse('2026-11-20T10:00:05Z'),
    unsaved: true,
    ...change,
  })
  const rooms = [room()]

  it.each([
    ['nothing anywhere', null, null, undefined],
    ['only on the desk', server, null, 'from the desk'],
    ['only here', null, local({}), 'from here'],
    ['later here, not saved', server, local({}), 'from here'],
    ['earlier here', server, local({ at: 0 }), 'from the desk'],
    ['here, but saved since', server, local({ unsaved: false }), 'from the desk'],
    ['here, for a room that is gone', server, local({ roomId: 'r9' }), 'from the desk'],
    ['on the desk, for a room that is gone', { ...server, room_id: 'r9' }, null, undefined],
  ])('%s', (_, desk, here, text) => {
    expect(choose(desk, here, rooms).text).toBe(text)
  })

  it('shows a picture of another computer with its words', () => {
    expect(choose(server, null, rooms).attachments).toMatchObject([{ id: 'm1', path: '/api/v1/media/m1', alt: 'A torn box' }])
  })

  it('keeps the words for a picture that have not reached the desk', () => {
    const unnamed = { ...server, media: server.media.map((one) => ({ ...one, alt: '' })) }
    const kept = choose(unnamed, local({ at: 0, attachments: [{ ...picture, alt: 'A torn zip' }] }), rooms)
    expect(kept.attachments?.[0]?.alt).toBe('A torn zip')
  })

  it('saves again what had not reached the desk', () => {
    expect(choose(server, local({}), rooms).saved).toBe('changed')
  })
})
