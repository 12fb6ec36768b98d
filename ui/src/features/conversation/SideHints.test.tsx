import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Playbook, Pledge, Remedy } from '@/api/types-answer'
import type { SidePart } from '@/lib/side'
import { conversation } from '@/test/samples'
import { SideHints } from './SideHints'
import { sideHints } from './side-hints'

const me = { id: 'u1', name: 'Ana' }

const pledge = (change: Partial<Pledge>): Pledge => ({
  id: 'v1',
  conversation_id: 'k1',
  customer: 'marta',
  what: 'We call you.',
  owner: me,
  due_at: '2026-11-21T10:00:00Z',
  state: 'open',
  recorded_by: me,
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

const playbook: Playbook = {
  id: 'b1',
  topics: [],
  title: 'A parcel is late',
  goal: '',
  tone: '',
  facts: [],
  authority: [],
  examples: [],
  version: 1,
  updated_at: '2026-11-20T10:00:00Z',
  updated_by: me,
  retired: false,
  confirmed: true,
  confirmed_version: 1,
  readers_missing: 0,
}

const remedy = (change: Partial<Remedy>): Remedy => ({
  asked_at: '2026-11-20T10:00:00Z',
  asked_by: me,
  wish: 'A new cup',
  decision: null,
  reason: '',
  decided_at: null,
  decided_by: null,
  followed_at: null,
  followed_by: null,
  version: 1,
  ...change,
})

describe('sideHints', () => {
  it('counts what is open, and what is broken until it is made good', () => {
    const promises = [pledge({}), pledge({ state: 'kept' }), pledge({ state: 'released' }), pledge({ state: 'broken' }), pledge({ state: 'broken', made_good_at: '2026-11-22T10:00:00Z' })]
    expect(sideHints(conversation({ promises }))).toMatchObject({ open: 1, broken: 1 })
  })

  it('speaks of a wish from when it was asked until it is decided', () => {
    expect(sideHints(conversation()).wish).toBe(false)
    expect(sideHints(conversation({ remedy: remedy({ asked_at: null }) })).wish).toBe(false)
    expect(sideHints(conversation({ remedy: remedy({}) })).wish).toBe(true)
    expect(sideHints(conversation({ remedy: remedy({ decision: 'granted' }) })).wish).toBe(false)
  })
})

describe('SideHints', () => {
  it('takes no room where there is nothing', () => {
    const { container } = render(<SideHints reads conversation={conversation()} onOpen={vi.fn<(part: SidePart) => void>()} />)
    expect(container.childElementCount).toBe(0)
  })

  it('leads to the part that it names', () => {
    const opened = vi.fn<(part: SidePart) => void>()
    render(<SideHints reads conversation={conversation({ playbooks: [playbook], promises: [pledge({})], remedy: remedy({}) })} onOpen={opened} />)
    for (const button of screen.getAllByRole('button')) fireEvent.click(button)
    expect(opened.mock.calls).toEqual([['playbook'], ['promises'], ['remedy']])
    expect(screen.getByText('A parcel is late')).toBeTruthy()
  })

  it('asks those who answer to read what changed', () => {
    const changed = conversation({ playbooks: [{ ...playbook, version: 2, confirmed: false }] })
    const { rerender } = render(<SideHints reads conversation={changed} onOpen={vi.fn<(part: SidePart) => void>()} />)
    expect(screen.getByText(/sideHints.changed/)).toBeTruthy()
    rerender(<SideHints reads={false} conversation={changed} onOpen={vi.fn<(part: SidePart) => void>()} />)
    expect(screen.queryByText(/sideHints.changed/)).toBeNull()
  })
})
