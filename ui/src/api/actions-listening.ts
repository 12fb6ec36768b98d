import { newKey } from '@/lib/ids'
import { ask } from './client'
import type { ConversationRow, HeardDecision, HeardItem, HeardPage, HeardStream, Intent, NewQuiet, NewTerm, Quiet, QuietPage, Term, TermChange, TermTrial, TrialResult, Volume } from './types'

export interface HeardAsk {
  term?: string | undefined
  decision?: HeardDecision | undefined
  intent?: Intent | undefined
}

const once = () => ({ 'Idempotency-Key': newKey() })
const at = (post: string) => `/listening/${encodeURIComponent(post)}`
const term = (id: string) => `/terms/${encodeURIComponent(id)}`

/** The routes of the screens that listen; they come with those screens. */
export const listening = {
  heard: (wanted: HeardAsk, cursor?: string | null, limit?: number) => ask<HeardPage>('GET', '/listening', { query: { ...wanted, cursor, limit } }),
  volume: (days: number) => ask<Volume>('GET', '/listening/volume', { query: { days } }),
  stream: () => ask<HeardStream>('GET', '/listening/stream'),
  bringIn: (post: string) => ask<ConversationRow>('POST', `${at(post)}/bring-in`, { headers: once() }),
  notAboutUs: (post: string) => ask<HeardItem>('POST', `${at(post)}/not-about-us`),

  terms: () => ask<{ items: Term[] }>('GET', '/terms'),
  addTerm: (body: NewTerm) => ask<Term>('POST', '/terms', { body, headers: once() }),
  changeTerm: (id: string, body: TermChange) => ask<Term>('PATCH', term(id), { body }),
  removeTerm: (id: string) => ask<void>('DELETE', term(id)),
  tryTerm: (body: TermTrial, signal?: AbortSignal) => ask<TrialResult>('POST', '/terms/test', { body, ...(signal && { signal }) }),

  quiet: (cursor?: string | null) => ask<QuietPage>('GET', '/quiet', { query: { cursor } }),
  addQuiet: (body: NewQuiet) => ask<Quiet>('POST', '/quiet', { body, headers: once() }),
  removeQuiet: (id: string) => ask<void>('DELETE', `/quiet/${encodeURIComponent(id)}`),
}
