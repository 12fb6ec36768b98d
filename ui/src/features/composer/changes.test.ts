import { describe, expect, it } from 'vitest'
import { conversation, post, reply, row } from '@/test/samples'
import { whatChanged } from './changes'

const before = conversation()
const kinds = (after: typeof before) => whatChanged(before, after, 'me').map((change) => change.kind)

describe('whatChanged', () => {
  it.each([
    ['only the version', conversation({ row: row({ version: 9 }) }), []],
    ['a new post', conversation({ posts: [post(), post({ id: 'p2', text: 'never mind, solved' })] }), ['post']],
    ['an edited post', conversation({ posts: [post({ text: 'Other words' })] }), ['edited']],
    ['a deleted post', conversation({ posts: [post({ deleted_at: '2026-11-20T10:10:00Z' })] }), ['deleted']],
    ["a colleague's reply", conversation({ replies: [reply()] }), ['reply']],
    ['my own reply', conversation({ replies: [reply({ agent: { id: 'me', name: 'Ana' } })] }), []],
    ['a colleague took it', conversation({ row: row({ owner: { id: 'u2', name: 'Wei' } }) }), ['owner']],
    ['I took it', conversation({ row: row({ owner: { id: 'me', name: 'Ana' } }) }), []],
    ['resolved meanwhile', conversation({ row: row({ state: 'resolved' }) }), ['resolved']],
  ])('%s', (_, after, expected) => {
    expect(kinds(after)).toEqual(expected)
  })
})
