import type { components } from './types.gen'

type Schemas = components['schemas']

export type Channel = Schemas['Channel']
export type ChannelState = Schemas['ChannelState']
export type Conversation = Schemas['Conversation']
export type ConversationPage = Schemas['ConversationPage']
export type ConversationRow = Schemas['ConversationRow']
export type CreatedToken = Schemas['CreatedToken']
export type Customer = Schemas['Customer']
export type CustomerMarks = Schemas['CustomerMarks']
export type CustomerValue = Schemas['CustomerValue']
export type Draft = Schemas['Draft']
export type Event = Schemas['Event']
export type EventPage = Schemas['EventPage']
export type FactorKind = Schemas['FactorKind']
export type FieldValue = Schemas['FieldValue']
export type Identity = Schemas['Identity']
export type Intent = Schemas['Intent']
export type Invitation = Schemas['Invitation']
export type Judgement = Schemas['Judgement']
export type JudgementCorrection = Schemas['JudgementCorrection']
export type Matter = Schemas['Matter']
export type Network = Schemas['Network']
export type NetworkField = Schemas['NetworkField']
export type NewDraft = Schemas['NewDraft']
export type NewReply = Schemas['NewReply']
export type Note = Schemas['Note']
export type Order = 'urgency' | 'newest'
export type Person = Schemas['Person']
export type Picture = Schemas['Picture']
export type Post = Schemas['Post']
export type PostPage = Schemas['PostPage']
export type Presence = Schemas['Presence']
export type Priority = Schemas['Priority']
export type PriorityFactor = Schemas['PriorityFactor']
export type PriorityMove = Schemas['PriorityMove']
export type PriorityPreview = Schemas['PriorityPreview']
export type PriorityWeights = Schemas['PriorityWeights']
export type Problem = Schemas['Problem']
export type Quality = Schemas['Quality']
export type QualityExample = Schemas['QualityExample']
export type QualityRow = Schemas['QualityRow']
export type Reply = Schemas['Reply']
export type ReplyPage = Schemas['ReplyPage']
export type ReplyState = Schemas['ReplyState']
export type ResolveReason = Schemas['ResolveReason']
export type Role = Schemas['Role']
export type Room = Schemas['Room']
export type RoomLimits = Schemas['RoomLimits']
export type RoomName = Schemas['RoomName']
export type Sentiment = Schemas['Sentiment']
export type Session = Schemas['Session']
export type Span = Schemas['Span']
export type Token = Schemas['Token']
export type Topic = Schemas['Topic']
export type TopicChange = Schemas['TopicChange']
export type Understanding = Schemas['Understanding']
export type UploadedMedia = Schemas['UploadedMedia']
export type User = Schemas['User']
export type UserChange = Schemas['UserChange']
export type View = Schemas['View']
export type ViewCounts = Schemas['ViewCounts']

export const views = ['needs_reply', 'mine', 'unassigned', 'answered', 'resolved', 'all'] as const satisfies View[]

export const resolveReasons = [
  'no_answer_needed',
  'answered_elsewhere',
  'not_about_us',
  'duplicate',
  'spam',
] as const satisfies ResolveReason[]

/** What somebody may tell the composer: people who are here now, without a number in the stream. */
export interface PresenceMessage {
  conversation_id: string
  others: Presence[]
}
