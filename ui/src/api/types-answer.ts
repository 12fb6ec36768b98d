import type { components, paths } from './types.gen'

type Schemas = components['schemas']

export type Advice = Schemas['Advice']
export type AdviceKind = Schemas['AdviceKind']
export type ApprovalPage = Schemas['ApprovalPage']
export type Approval = Schemas['Approval']
export type AskAdvice = Schemas['AskAdvice']
export type CoachSettings = Schemas['CoachSettings']
export type Coaching = Schemas['Coaching']
export type CoachingRow = Schemas['CoachingRow']
export type DraftAdvice = Schemas['DraftAdvice']
export type Grade = Schemas['Grade']
export type Guard = Schemas['Guard']
export type GuardAction = Schemas['GuardAction']
export type GuardRule = Schemas['GuardRule']
export type HeldReply = Schemas['HeldReply']
export type NewPlaybook = Schemas['PlaybookChange']
/** Something we told a customer we would do. By the name `Promise` the language has something else. */
export type NewPledge = Schemas['NewPromise']
export type Outgoing = Schemas['OutgoingState']
export type OverriddenRemark = Schemas['OverriddenRemark']
export type Playbook = Schemas['Playbook']
export type PlaybookGaps = Schemas['PlaybookGaps']
export type PlaybookReadings = Schemas['PlaybookReadings']
export type PlaybookVersion = Schemas['PlaybookVersion']
export type PlaybookWords = Pick<Playbook, 'goal' | 'tone' | 'facts' | 'authority' | 'examples'>
export type Pledge = Schemas['Promise']
export type PledgeChange = Schemas['PromiseChange']
export type PledgeCount = Pick<Schemas['TopicPromises'], 'open' | 'kept' | 'broken' | 'made_good'>
export type PledgeCounts = Schemas['PromiseCounts']
/** What stands and was broken, what is open, and what is done with. */
export type PledgeGroup = NonNullable<NonNullable<paths['/api/v1/promises']['get']['parameters']['query']>['group']>
export type PledgePage = Schemas['PromisePage']
/** What is counted per person and per topic. */
export type CountedState = Extract<PromiseState, 'open' | 'kept' | 'broken'>
export type PromiseState = Schemas['PromiseState']
export type Remedy = Schemas['Remedy']
export type RemedyChange = Schemas['RemedyChange']
export type RemedyDecision = Schemas['RemedyDecision']
export type Twin = Schemas['Twin']
export type Words = Schemas['Words']
export type Verdict = Schemas['Verdict']
export type VerdictState = Schemas['VerdictState']
