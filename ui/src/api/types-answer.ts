import type { ConversationRow, Person, Post, Reply, Role, Span } from './types'

export type AdviceKind =
  | 'canned' | 'name' | 'signature' | 'apology' | 'feeling' | 'tone' | 'length' | 'question' | 'next_step' | 'remedy' | 'personal_data'
  | 'case_detail' | 'other_customer' | 'private_way' | 'promise' | 'fact' | 'contradiction' | 'network_length' | 'stranger' | 'link'
  | 'alt_text' | 'language' | 'attachment'
export type Grade = 'stop' | 'ask' | 'hint'

export interface Twin {
  to: string
  text: string
  similarity: number
  same_thread: boolean
}

export interface Advice {
  kind: AdviceKind
  grade: Grade
  spans: Span[]
  rule: string
  reason: string
  do: string
  twin?: Twin | null
  promise?: { what: string; due_at?: string | null } | null
}

export type VerdictState = 'free' | 'needs_approval' | 'blocked' | 'stopped'

export interface Verdict {
  state: VerdictState
  why: string
  may_override: boolean
}

export interface AskAdvice {
  room_id: string
  text: string
  in_reply_to: string | null
  media_ids: string[]
  words: string
}

export interface DraftAdvice {
  advice: Advice[]
  verdict: Verdict
  known_language: boolean
  language: string
}

export interface Outgoing {
  stopped: boolean
  reason: string
  at?: string | null
  by?: Person | null
  waiting: number
}

export interface HeldReply {
  reply: Reply
  row: ConversationRow
  posts: Post[]
  advice: Advice[]
  why: string
  may_approve: boolean
  needs_reason: boolean
}

export interface ApprovalPage {
  items: HeldReply[]
  next?: string | null
}

export type GuardAction = 'free' | 'second_person' | 'block'

export interface GuardRule {
  role?: Role | null
  channel_id?: string | null
  stop: GuardAction
  ask: GuardAction
  hint: GuardAction
  all_wait: boolean
  may_override: boolean
}

export interface Guard {
  rules: GuardRule[]
  version: number
}

export interface PlaybookWords {
  goal: string
  tone: string
  facts: string[]
  authority: string[]
  examples: string[]
}

export interface NewPlaybook extends PlaybookWords {
  title: string
  topics: string[]
  retired: boolean
}

export interface Playbook extends NewPlaybook {
  id: string
  version: number
  updated_at: string
  updated_by: Person
  confirmed: boolean
  readers_missing: number
}

export interface PlaybookVersion extends PlaybookWords {
  version: number
  at: string
  by: Person
  title: string
}

export interface PlaybookGaps {
  topics: { topic: string; label: string; conversations: number }[]
  unread: { playbook_id: string; title: string; version: number; people: Person[] }[]
}

export type PromiseState = 'open' | 'kept' | 'broken' | 'released'

/** Something we told a customer we would do. */
export interface Pledge {
  id: string
  conversation_id: string
  customer: string
  what: string
  owner: Person
  due_at: string
  state: PromiseState
  recorded_by: Person
  recorded_at: string
  evidence: string
  closed_at?: string | null
  closed_by?: Person | null
  made_good_at?: string | null
  topic?: string | null
  reply_id?: string | null
  version: number
}

export interface PledgePage {
  items: Pledge[]
  next?: string | null
}

export interface NewPledge {
  what: string
  due_at: string
  owner_id?: string | null
}

export interface PledgeChange {
  state?: PromiseState
  what?: string
  due_at?: string
  owner_id?: string
  evidence?: string
}

export interface PledgeCount {
  open: number
  kept: number
  broken: number
  made_good: number
}

export interface PledgeCounts {
  people: (PledgeCount & { person: Person })[]
  topics: (PledgeCount & { topic: string })[]
}

export type RemedyDecision = 'granted' | 'partly' | 'refused'

export interface Remedy {
  asked_at?: string | null
  asked_by?: Person | null
  wish: string
  decision?: RemedyDecision | null
  reason: string
  decided_at?: string | null
  decided_by?: Person | null
  followed_at?: string | null
  followed_by?: Person | null
  version: number
}

export interface RemedyChange {
  asked?: boolean
  followed?: boolean
  wish?: string
  reason?: string
  decision?: RemedyDecision
}

export interface CoachingRow {
  kind: AdviceKind
  rule: string
  grade: Grade
  said: number
  mended: number
  overridden: number
  right: number
  wrong: number
}

export interface OverriddenRemark {
  id: string
  at: string
  conversation_id: string
  person: Person
  customer: string
  kind: AdviceKind
  rule: string
  grade: Grade
  reason: string
  right?: boolean | null
}

export interface Coaching {
  days: number
  drafts: number
  rules: CoachingRow[]
  overrides: OverriddenRemark[]
}
