import { describe, expect, it } from 'vitest'
import { row } from '@/test/samples'
import { urgencyOf } from './urgency'

const at = (time: string) => Date.parse(`2026-11-20T${time}Z`)

describe('urgencyOf', () => {
  it.each([
    ['just written', '10:00:30', 'calm', 59],
    ['two thirds gone', '10:41:00', 'soon', 19],
    ['exactly due', '11:00:00', 'overdue', 0],
    ['late', '11:17:10', 'overdue', 17],
  ] as const)('%s', (_, time, kind, minutes) => {
    expect(urgencyOf(row(), at(time), 60)).toMatchObject({ kind, minutes })
  })

  it('counts the wait from when the customer wrote, not from when it was due', () => {
    expect(urgencyOf(row(), at('11:17:00'), 60).waited).toBe(77)
  })

  it('falls back to the promise when the desk names no time', () => {
    expect(urgencyOf(row({ due_at: null }), at('10:31:00'), 30).kind).toBe('overdue')
  })

  it('has no clock once nobody waits', () => {
    expect(urgencyOf(row({ waiting_since: null, due_at: null }), at('12:00:00'), 60).kind).toBe('answered')
    expect(urgencyOf(row({ state: 'resolved' }), at('12:00:00'), 60).kind).toBe('resolved')
  })
})
