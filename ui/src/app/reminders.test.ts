import { expect, it } from 'vitest'
import type { Event } from '@/api/types'
import { identity, row } from '@/test/samples'
import { remindersIn } from './reminders'

const due = (change: Partial<Event> = {}) => ({
  type: 'event' as const,
  event: {
    seq: 1,
    at: '2026-11-22T10:00:00Z',
    kind: 'promise_due',
    detail: 'due 2026-11-22T15:00:00.000Z',
    conversation_id: 'v1',
    post_id: null,
    reply_id: null,
    channel_id: null,
    actor: null,
    person: { id: 'u1', name: 'Ana' },
    row: row({ customer: identity({ name: '', handle: '@marta' }) }),
    ...change,
  },
})

it('reminds the one who promised, with the way to the customer', () => {
  expect(remindersIn([due()], 'u1')).toEqual([{ conversation: 'v1', name: '@marta', due: '2026-11-22T15:00:00.000Z' }])
  expect(remindersIn([due({ row: null })], 'u1')).toEqual([{ conversation: 'v1', name: '', due: '2026-11-22T15:00:00.000Z' }])
})

it('leaves everybody else alone, and what is no reminder', () => {
  expect(remindersIn([due()], 'u2')).toEqual([])
  expect(remindersIn([due({ kind: 'promise_broken' }), due({ person: null }), due({ detail: 'due soon' }), { type: 'skipped' }], 'u1')).toEqual([])
})
