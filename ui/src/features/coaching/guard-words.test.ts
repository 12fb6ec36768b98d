import { describe, expect, it } from 'vitest'
import type { Event } from '@/api/types'
import { speaker } from '@/test/speaker'
import { changeWords, happenedWords } from './guard-words'

const channels = new Map([['0000000000007', 'Street']])
const event = (kind: string, detail: string): Event => ({
  seq: 1, at: '2026-11-20T10:00:00Z', kind, conversation_id: null, post_id: null, reply_id: null, channel_id: null,
  actor: { id: 'u1', name: 'Lea' }, person: null, detail, row: null,
})

describe('what was changed of the guard', () => {
  // As the server writes it: tests/domain/guard_test.cpp has the same lines.
  const lines = ['trainee: ask free -> second_person, all_wait yes -> no', 'agent 0000000000007: added, stop second_person, ask free, hint free, all_wait no, may_override yes', 'everybody: removed']

  it.each(['en', 'de'] as const)('is said in %s without a word of the wire', async (language) => {
    const t = await speaker(language)
    for (const line of lines) expect(changeWords(line, channels, t)).not.toMatch(/->|_|all_wait|0000/)
    expect(changeWords(lines[1] ?? '', channels, t)).toContain('Street')
  })

  it('says old and new in their order', async () => {
    const t = await speaker('en')
    expect(changeWords(lines[0] ?? '', channels, t)).toMatch(/trainees.*the reply may leave.*a second person looks.*yes.*no/)
  })

  it('names who stopped, why, and who resumed', async () => {
    const t = await speaker('en')
    expect(happenedWords(event('outgoing_stopped', 'A wrong price.'), channels, t)).toEqual({ told: expect.stringContaining('Lea'), lines: ['“A wrong price.”'] })
    expect(happenedWords(event('outgoing_resumed', ''), channels, t).told).toContain('Lea')
    expect(happenedWords(event('guard_changed', 'coach'), channels, t).lines).toEqual([])
    expect(happenedWords(event('guard_changed', lines.join('\n')), channels, t).lines).toHaveLength(3)
  })
})
