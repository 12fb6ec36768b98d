import { describe, expect, it } from 'vitest'
import { judgement } from '@/test/samples'
import { corrected, correctionOf, matterOf, opinionOf, toggled } from './correction'

const before = opinionOf(judgement())

it('no topic stands beside "other"', () => {
  expect(toggled(['other'], 'delivery', 5)).toEqual(['delivery'])
  expect(toggled(['delivery', 'bills'], 'other', 5)).toEqual(['other'])
  expect(toggled(['delivery', 'bills'], 'bills', 5)).toEqual(['delivery'])
  expect(toggled(['a', 'b'], 'c', 2)).toEqual(['b', 'c'])
})

describe('correctionOf', () => {
  it('says only what is different', () => {
    expect(correctionOf(before, { ...before, sentiment: 'neutral' })).toEqual({ sentiment: 'neutral' })
    expect(correctionOf(before, { ...before, needsAnswer: false, aboutUs: false })).toEqual({ needs_answer: false, about_us: false })
    expect(correctionOf(before, { ...before, topics: ['delivery', 'other'] })).toEqual({ topics: ['delivery', 'other'] })
    expect(correctionOf(before, { ...before, topics: [] })).toEqual({ topics: [] })
  })

  it('does not take another order of topics for another opinion', () => {
    const two = { ...before, topics: ['a', 'b'] }
    expect(correctionOf(two, { ...two, topics: ['b', 'a'] })).toEqual({ intent: 'complaint' })
  })

  it('says that the intent is right when nothing was changed', () => {
    expect(correctionOf(before, before)).toEqual({ intent: 'complaint' })
  })

  it('leaves no severity to what is no complaint', () => {
    expect(correctionOf(before, { ...before, intent: 'praise' })).toEqual({ intent: 'praise', severity: 0 })
  })

  it('brings back what was, for undo', () => {
    const said = { intent: 'praise' as const, severity: 0, topics: [] }
    const back = correctionOf(opinionOf(corrected(judgement(), said)), before)
    expect(opinionOf(corrected(corrected(judgement(), said), back))).toEqual(before)
  })
})

describe('corrected', () => {
  it('is certain of what a person said, and sure', () => {
    const now = corrected(judgement({ unsure: true }), { intent: 'question', topics: ['other'] })
    expect(now).toMatchObject({ intent: { label: 'question', confidence: 1 }, severity: 0, unsure: false, layer: 'corrected', topics: [{ id: 'other', confidence: 1 }] })
  })

  it('keeps what was not said', () => {
    expect(corrected(judgement(), { severity: 3 })).toMatchObject({ intent: { label: 'complaint', confidence: 0.91 }, severity: 3, needs_answer: true })
  })
})

it('has an opinion where nothing was judged', () => {
  expect(opinionOf(null)).toEqual({ intent: 'other', severity: 0, sentiment: 'neutral', topics: [], needsAnswer: false, aboutUs: true })
})

it('tells a row what a single post says', () => {
  expect(matterOf(judgement({ anger: 0.9 }))).toMatchObject({ intent: 'complaint', severity: 2, anger: 0.9, topics: ['delivery'] })
})
