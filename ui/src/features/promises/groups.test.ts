import { expect, it } from 'vitest'
import type { Pledge } from '@/api/types-answer'
import { splitOpen } from './groups'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const pledge = (id: string, due_at: string): Pledge => ({
  id,
  conversation_id: 'v1',
  customer: '@marta',
  what: id,
  owner: { id: 'u1', name: 'Ana' },
  due_at,
  state: 'open',
  recorded_by: { id: 'u1', name: 'Ana' },
  recorded_at: '2026-11-20T10:00:00Z',
  evidence: '',
  closed_at: null,
  closed_by: null,
  made_good_at: null,
  topic: null,
  reply_id: null,
  version: 1,
})

it('sets apart what is due within a day', () => {
  const { soon, later } = splitOpen(
    [pledge('past, not yet noticed', '2026-11-22T11:00:00Z'), pledge('soon', '2026-11-23T11:00:00Z'), pledge('in a day', '2026-11-23T12:00:00Z'), pledge('later', '2026-11-30T12:00:00Z')],
    NOW,
  )
  expect(soon.map((one) => one.id)).toEqual(['past, not yet noticed', 'soon'])
  expect(later.map((one) => one.id)).toEqual(['in a day', 'later'])
})
