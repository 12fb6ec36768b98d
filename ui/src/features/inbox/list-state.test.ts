import { describe, expect, it } from 'vitest'
import type { View } from '@/api/types'
import { row } from '@/test/samples'
import { type ListEvent, type ListState, belongsTo, emptyList, neighbour, reduceList, waitsLess } from './list-state'

const run = (events: ListEvent[], from: ListState = emptyList) => events.reduce(reduceList, from)
const loaded = run([{ type: 'loaded', ids: ['a', 'b', 'c'], next: 'n', total: 9, totalAtLeast: false }])

describe('a list', () => {
  it('never moves a row by itself: what is new waits', () => {
    const state = run([{ type: 'belongs', id: 'z' }, { type: 'belongs', id: 'z' }, { type: 'belongs', id: 'b' }], loaded)
    expect(state.ids).toEqual(['a', 'b', 'c'])
    expect(state.fresh).toEqual(['z'])
  })

  it('forgets what was new and no longer belongs', () => {
    expect(run([{ type: 'belongs', id: 'z' }, { type: 'gone', id: 'z' }], loaded).fresh).toEqual([])
  })

  it('keeps a row in place that no longer belongs', () => {
    expect(run([{ type: 'gone', id: 'b' }], loaded).ids).toEqual(['a', 'b', 'c'])
  })

  it('shows the first one at once when it is empty', () => {
    const state = run([{ type: 'loaded', ids: [], next: null, total: 0, totalAtLeast: false }, { type: 'belongs', id: 'z' }])
    expect(state).toMatchObject({ ids: ['z'], fresh: [], total: 1 })
  })

  it('goes on below while it is short and all of it is shown', () => {
    const short = run([{ type: 'loaded', ids: ['a'], next: null, total: 1, totalAtLeast: false }])
    const grown = run([{ type: 'belongs', id: 'z', last: true }], short)
    expect(grown).toMatchObject({ ids: ['a', 'z'], fresh: [], total: 2 })
    expect(run([{ type: 'belongs', id: 'm' }, { type: 'belongs', id: 'n', last: true }], grown)).toMatchObject({ ids: ['a', 'z'], fresh: ['m', 'n'] })
    expect(run([{ type: 'belongs', id: 'z', last: true }], loaded).fresh).toEqual(['z'])
    const many = Array.from({ length: 60 }, (_, n): ListEvent => ({ type: 'belongs', id: `n${n}`, last: true }))
    const full = run(many, short)
    expect(full.ids).toHaveLength(50)
    expect(full.fresh).toHaveLength(11)
  })

  it('appends a page without repeating rows that moved between pages', () => {
    const state = run([{ type: 'belongs', id: 'd' }, { type: 'more', ids: ['c', 'd', 'e'], next: null, total: 9, totalAtLeast: false }], loaded)
    expect(state.ids).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(state.fresh).toEqual([])
  })

  it('gives a row back to its place', () => {
    const without = run([{ type: 'removed', id: 'b' }], loaded)
    expect(without).toMatchObject({ ids: ['a', 'c'], total: 8 })
    expect(run([{ type: 'returned', id: 'b', at: 1 }], without)).toMatchObject({ ids: ['a', 'b', 'c'], total: 9, totalAtLeast: false })
  })

  it('keeps showing what it has when asking again fails', () => {
    expect(run([{ type: 'asked' }, { type: 'failed', error: 'down' }], loaded).phase).toBe('ready')
    expect(run([{ type: 'asked' }, { type: 'failed', error: 'down' }]).phase).toBe('failed')
  })

  it('does not take what arrives before the first page', () => {
    expect(run([{ type: 'belongs', id: 'z' }]).fresh).toEqual([])
  })
})

describe('belongsTo', () => {
  const me = { id: 'me', name: 'Ana' }
  const other = { id: 'you', name: 'Wei' }
  const all: View[] = ['needs_reply', 'mine', 'unassigned', 'answered', 'resolved', 'all']
  it.each([
    ['waiting, free', row(), ['needs_reply', 'unassigned', 'all']],
    ['waiting, mine', row({ owner: me }), ['needs_reply', 'mine', 'all']],
    ['answered, not mine', row({ waiting_since: null, owner: other }), ['answered', 'all']],
    ['resolved, mine', row({ state: 'resolved', owner: me, waiting_since: null }), ['resolved', 'all']],
  ])('%s', (_, conversation, expected) => {
    expect(all.filter((view) => belongsTo(conversation, view, 'me'))).toEqual(expected)
  })
})

describe('waitsLess', () => {
  const at = (minute: number, head_start = 0) => row({ waiting_since: `2026-01-01T10:${minute}:00Z`, head_start })
  it.each([
    ['who wrote later', at(20), at(10), true],
    ['who wrote earlier', at(10), at(20), false],
    ['who wrote later and has a head start', at(20, 15), at(10), false],
    ['in whose matter nobody waits', row({ waiting_since: null }), at(10), false],
    ['behind nobody', at(20), undefined, false],
  ])('%s', (_, one, other, expected) => {
    expect(waitsLess(one, other)).toBe(expected)
  })
})

describe('neighbour', () => {
  it.each([
    ['a', 1, 'b'],
    ['c', 1, undefined],
    ['a', -1, undefined],
    ['b', -1, 'a'],
    [undefined, 1, 'a'],
    ['gone', 1, 'a'],
  ] as const)('of %s by %i is %s', (id, step, expected) => {
    expect(neighbour(['a', 'b', 'c'], id, step)).toBe(expected)
  })
})
