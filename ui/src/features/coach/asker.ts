import { isUnreachable, statusOf } from '@/api/client'
import type { AskAdvice, DraftAdvice } from '@/api/types-answer'
import type { Store } from '@/lib/store'
import { type CoachState, noCoach, said } from '../composer/coach-state'
import { shiftAdvice } from './shift'

const CALM_MS = 320
const AGAIN_MS = 6000

type Ask = (body: AskAdvice, signal: AbortSignal) => Promise<DraftAdvice>

/** Asks the coach when the hands rest for a moment: one question at a time, and only the last one counts. */
export class Asker {
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: AbortController | undefined
  private last = ''

  constructor(
    private readonly ask: Ask,
    private readonly store: Store<CoachState>,
  ) {}

  draft(body: AskAdvice): void {
    const key = JSON.stringify(body)
    if (key === this.last) return
    this.last = key
    this.stop()
    if (body.text.trim() === '' && !body.media_ids?.length) return this.store.set(noCoach)
    this.store.set((now) => ({ ...now, phase: 'asking', text: body.text, advice: shiftAdvice(now.text, body.text, now.advice) }))
    this.timer = setTimeout(() => void this.run(body), CALM_MS)
  }

  /** The same question once more: something else has changed meanwhile. */
  again(): void {
    if (!this.last) return
    this.stop()
    void this.run(JSON.parse(this.last) as AskAdvice)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.running?.abort()
    this.running = undefined
  }

  /** Whoever comes back gets an answer to the same draft anew. */
  forget(): void {
    this.stop()
    this.last = ''
  }

  private async run(body: AskAdvice): Promise<void> {
    const running = new AbortController()
    this.running = running
    try {
      const answer = await this.ask(body, running.signal)
      if (!running.signal.aborted) this.store.set((now) => ({ ...said(body.text, answer), active: Math.min(now.active, Math.max(0, answer.advice.length - 1)) }))
    } catch (error) {
      if (running.signal.aborted) return
      const away = isUnreachable(error)
      this.store.set((now) => ({ ...now, phase: away ? 'offline' : 'failed', verdict: null }))
      if (away || statusOf(error) === 429) this.timer = setTimeout(() => void this.run(body), AGAIN_MS)
    }
  }
}
