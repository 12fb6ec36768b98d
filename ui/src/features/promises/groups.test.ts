import { expect, it } from 'vitest'
import type { Pledge } from '@/api/types-answer'
import { groupPledges } from './groups'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const pledge = (id: string, state: Pledge['state'], due_at: string, change: Partial<Pledge> = {}): Pledge => ({
  id,
  conversation_id: 'v1',
  customer: '@marta',
  what: id,
  owner: { id: 'u1', name: 'Ana' },
  due_at,
  state,
  recorded_by: { id: 'u1', name: 'Ana' },
  recorded_at: '2026-11-20T10:00:00Z',
  evidence: '',
  closed_at: null,
  closed_by: null,
  made_good_at: null,
  topic: null,
  reply_id: null,
  version: 1,
  ...change,
})

it('shows the broken first, then what is due, and each in its order', () => {
  const groups = groupPledges(
    [
      pledge('later', 'open', '2026-11-30T12:00:00Z'),
      pledge('soon', 'open', '2026-11-23T11:00:00Z'),
      pledge('past, not yet noticed', 'open', '2026-11-22T11:00:00Z'),
      pledge('broken', 'broken', '2026-11-20T12:00:00Z'),
      pledge('made good', 'broken', '2026-11-19T12:00:00Z', { made_good_at: '2026-11-21T12:00:00Z' }),
      pledge('kept', 'kept', '2026-11-24T12:00:00Z', { closed_at: '2026-11-22T09:00:00Z' }),
      pledge('released', 'released', '2026-11-24T12:00:00Z', { closed_at: '2026-11-18T09:00:00Z' }),
    ],
    NOW,
  )
  expect(Object.fromEntries(Object.entries(groups).map(([name, all]) => [name, all.map((one: Pledge) => one.id)]))).toEqual({
    broken: ['broken'],
    soon: ['past, not yet noticed', 'soon'],
    open: ['later'],
    closed: ['kept', 'made good', 'released'],
  })
})
