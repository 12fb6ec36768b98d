import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { UnreachableError } from '@/api/client'
import type { AskAdvice, DraftAdvice } from '@/api/types-answer'
import { createStore } from '@/lib/store'
import { noCoach } from '../composer/coach-state'
import { Asker } from './asker'

const body = (text: string): AskAdvice => ({ room_id: 'r1', text, in_reply_to: null, media_ids: [], words: 'en' })
const answer = (reason: string): DraftAdvice => ({
  advice: [{ kind: 'tone', grade: 'ask', spans: [{ start: 0, end: 2 }], rule: 'tone.x', reason, do: '', twin: null, promise: null }],
  verdict: { state: 'free', why: '', may_override: false, decided: [], second_person: false },
  known_language: true,
  language: 'en',
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function desk() {
  const asked: { text: string; signal: AbortSignal; done: (answer: DraftAdvice) => void; fail: (error: unknown) => void }[] = []
  const store = createStore(noCoach)
  const asker = new Asker((wanted, signal) => new Promise((done, fail) => asked.push({ text: wanted.text, signal, done, fail })), store)
  return { asked, store, asker }
}

it('asks once when the hands rest, about the last words', async () => {
  const { asked, asker } = desk()
  for (const text of ['H', 'Hi', 'Hi A', 'Hi Ana']) {
    asker.draft(body(text))
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked.map((one) => one.text)).toEqual(['Hi Ana'])
})

it('does not believe an early answer that comes late', async () => {
  const { asked, store, asker } = desk()
  asker.draft(body('one'))
  await vi.advanceTimersByTimeAsync(500)
  asker.draft(body('two'))
  expect(asked[0]?.signal.aborted).toBe(true)
  await vi.advanceTimersByTimeAsync(500)
  asked[1]?.done(answer('about two'))
  await vi.advanceTimersByTimeAsync(0)
  asked[0]?.done(answer('about one'))
  await vi.advanceTimersByTimeAsync(0)
  expect(store.get().advice.map((one) => one.reason)).toEqual(['about two'])
})

it('keeps what was said while somebody types on, at its place', async () => {
  const { asked, store, asker } = desk()
  asker.draft(body('ab cd'))
  await vi.advanceTimersByTimeAsync(500)
  asked[0]?.done(answer('mind'))
  await vi.advanceTimersByTimeAsync(0)
  asker.draft(body('x ab cd'))
  expect(store.get()).toMatchObject({ phase: 'asking', advice: [{ spans: [{ start: 2, end: 4 }] }] })
})

it('says so when the line is down, and asks again', async () => {
  const { asked, store, asker } = desk()
  asker.draft(body('Hi'))
  await vi.advanceTimersByTimeAsync(500)
  asked[0]?.fail(new UnreachableError())
  await vi.advanceTimersByTimeAsync(0)
  expect(store.get().phase).toBe('offline')
  await vi.advanceTimersByTimeAsync(7000)
  expect(asked).toHaveLength(2)
  asked[1]?.done(answer('here'))
  await vi.advanceTimersByTimeAsync(0)
  expect(store.get().phase).toBe('ready')
})

it('says nothing of an empty draft', async () => {
  const { asked, store, asker } = desk()
  asker.draft(body('Hi'))
  asker.draft(body('  '))
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual([])
  expect(store.get()).toBe(noCoach)
})
