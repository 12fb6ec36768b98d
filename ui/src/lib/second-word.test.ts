import { describe, expect, it } from 'vitest'
import type { Event } from '@/api/types'
import { row } from '@/test/samples'
import { speaker } from '@/test/speaker'
import { secondWord } from './second-word'

const ben = { id: 'ben', name: 'Ben' }
const tess = { id: 'tess', name: 'Tess' }
const event = (change: Partial<Event>): Event => ({
  seq: 1, at: '2026-11-20T10:00:00Z', kind: 'reply_approved', conversation_id: 'v1', post_id: null, reply_id: 'y1', channel_id: null,
  actor: ben, person: tess, detail: 'Well said.', row: row(), ...change,
})

describe('what a second person said', () => {
  it('reaches the writer with the note', async () => {
    const t = await speaker('en')
    expect(secondWord(event({}), 'tess', t)).toMatch(/Ben .*Marta Silva.*Well said\./)
    expect(secondWord(event({ kind: 'reply_returned', detail: 'Say when.' }), 'tess', t)).toMatch(/Ben .*Marta Silva.*Say when\./)
    expect(secondWord(event({ detail: 'x'.repeat(2000) }), 'tess', t)?.length).toBeLessThan(300)
  })

  it('does not disturb others, nor where there is nothing to say', async () => {
    const t = await speaker('de')
    expect(secondWord(event({}), 'ben', t)).toBeNull()
    expect(secondWord(event({}), 'nora', t)).toBeNull()
    expect(secondWord(event({ detail: '' }), 'tess', t)).toBeNull()
    expect(secondWord(event({ actor: tess }), 'tess', t)).toBeNull()
    expect(secondWord(event({ kind: 'reply_sent' }), 'tess', t)).toBeNull()
  })
})
