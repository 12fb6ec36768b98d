import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { newKey } from '@/lib/ids'
import { ask } from './client'
import type { Event, Reply } from './types'
import type {
  ApprovalPage, AskAdvice, CoachSettings, Coaching, CountedState, DraftAdvice, Guard, NewPlaybook, NewPledge, Outgoing, Playbook, PlaybookGaps, PlaybookReadings, PlaybookVersion, Pledge,
  PledgeChange, PledgeCounts, PledgeGroup, PledgePage, Remedy, RemedyChange, Words,
} from './types-answer'

const once = () => ({ 'Idempotency-Key': newKey() })
const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })
const conversation = (id: string) => `/conversations/${encodeURIComponent(id)}`
const playbook = (id: string) => `/playbooks/${encodeURIComponent(id)}`

export interface PledgeAsk {
  group: PledgeGroup
  owner?: string | undefined
}

const firstPage: string | null = null
const nextOf = (page: { next?: string | null }) => page.next ?? undefined

/** The promises that one number on their page counts. */
export interface CountedAsk {
  state: CountedState
  owner?: string | undefined
  topic?: string | undefined
}

const COUNTED_WITHIN = 90 * 24 * 60 * 60_000
const COUNTED_MAX = 1000

/** As the desk counts them: those that were recorded in the last 90 days. */
async function counted(wanted: CountedAsk): Promise<Pledge[]> {
  const all: Pledge[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await ask<PledgePage>('GET', '/promises', { query: { ...wanted, cursor } })
    all.push(...page.items)
    cursor = page.next ?? undefined
    if (!cursor || all.length >= COUNTED_MAX) break
  }
  const since = Date.now() - COUNTED_WITHIN
  return all.filter((one) => Date.parse(one.recorded_at) >= since)
}

/** The routes of what helps to answer well; they come with the screens that need them. */
export const answering = {
  advise: (id: string, body: AskAdvice, signal: AbortSignal) => ask<DraftAdvice>('POST', `${conversation(id)}/advice`, { body, signal }),
  decide: (reply: string, decision: 'approve' | 'return', note: string) =>
    ask<Reply>('POST', `/replies/${encodeURIComponent(reply)}/approval`, { body: { decision, note }, headers: once() }),
  setOutgoing: (stopped: boolean, reason: string) => ask<Outgoing>('PUT', '/outgoing', { body: { stopped, reason } }),
  saveGuard: (body: Guard) => ask<Guard>('PUT', '/guard', { body, headers: ifMatch(body.version) }),
  saveCoach: (body: CoachSettings) => ask<CoachSettings>('PUT', '/coach', { body }),
  addPlaybook: (body: NewPlaybook) => ask<Playbook>('POST', '/playbooks', { body, headers: once() }),
  savePlaybook: (id: string, body: NewPlaybook, version: number) => ask<Playbook>('PUT', playbook(id), { body, headers: ifMatch(version) }),
  confirmRead: (id: string, version: number) => ask<Playbook>('POST', `${playbook(id)}/confirmation`, { body: { version }, headers: once() }),
  promise: (id: string, body: NewPledge) => ask<Pledge>('POST', `${conversation(id)}/promises`, { body, headers: once() }),
  changePromise: (id: string, body: PledgeChange) => ask<Pledge>('PATCH', `/promises/${encodeURIComponent(id)}`, { body }),
  saveRemedy: (id: string, body: RemedyChange) => ask<Remedy>('PUT', `${conversation(id)}/remedy`, { body }),
  judgeOverride: (id: string, right: boolean | null) => ask<void>('PUT', `/coaching/overrides/${encodeURIComponent(id)}`, { body: { right } }),
}

export const answerQueries = {
  outgoing: queryOptions({ queryKey: ['outgoing'], queryFn: () => ask<Outgoing>('GET', '/outgoing'), staleTime: 60_000 }),
  approvals: (words: Words) =>
    infiniteQueryOptions({
      queryKey: ['approvals', words],
      queryFn: ({ pageParam }) => ask<ApprovalPage>('GET', '/approvals', { query: { words, cursor: pageParam ?? undefined } }),
      initialPageParam: firstPage,
      getNextPageParam: nextOf,
      staleTime: 3000,
    }),
  guard: queryOptions({ queryKey: ['guard'], queryFn: () => ask<Guard>('GET', '/guard') }),
  guardEvents: queryOptions({ queryKey: ['guard', 'events'], queryFn: () => ask<{ items: Event[] }>('GET', '/guard/events') }),
  coach: queryOptions({ queryKey: ['guard', 'coach'], queryFn: () => ask<CoachSettings>('GET', '/coach') }),
  playbooks: queryOptions({ queryKey: ['playbooks'], queryFn: () => ask<{ items: Playbook[] }>('GET', '/playbooks') }),
  gaps: queryOptions({ queryKey: ['playbooks', 'gaps'], queryFn: () => ask<PlaybookGaps>('GET', '/playbooks/gaps') }),
  versions: (id: string) => queryOptions({ queryKey: ['playbooks', 'versions', id], queryFn: () => ask<{ items: PlaybookVersion[] }>('GET', `${playbook(id)}/versions`) }),
  readings: (id: string) => queryOptions({ queryKey: ['playbooks', 'readings', id], queryFn: () => ask<PlaybookReadings>('GET', `${playbook(id)}/confirmations`) }),
  promises: (wanted: PledgeAsk) =>
    infiniteQueryOptions({
      queryKey: ['promises', 'list', wanted],
      queryFn: ({ pageParam }) => ask<PledgePage>('GET', '/promises', { query: { ...wanted, cursor: pageParam ?? undefined } }),
      initialPageParam: firstPage,
      getNextPageParam: nextOf,
    }),
  countedPromises: (wanted: CountedAsk) => queryOptions({ queryKey: ['promises', 'counted', wanted], queryFn: () => counted(wanted) }),
  promiseCounts: queryOptions({ queryKey: ['promises', 'counts'], queryFn: () => ask<PledgeCounts>('GET', '/promises/counts') }),
  coaching: (days: number) => queryOptions({ queryKey: ['coaching', days], queryFn: () => ask<Coaching>('GET', '/coaching', { query: { days } }) }),
}
