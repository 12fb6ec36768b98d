import { newKey } from '@/lib/ids'
import { ask } from './client'
import type {
  Channel,
  Conversation,
  ConversationPage,
  ConversationRow,
  CreatedToken,
  CustomerMarks,
  Draft,
  EventPage,
  FieldValue,
  Invitation,
  Judgement,
  JudgementCorrection,
  MediaChange,
  Network,
  NewDraft,
  NewReply,
  Note,
  Order,
  PostPage,
  PriorityWeights,
  Reply,
  ReplyPage,
  ResolveReason,
  Role,
  Session,
  Token,
  Topic,
  UploadedMedia,
  User,
  UserChange,
  View,
  ViewCounts,
} from './types'

export interface ListAsk {
  view: View
  order: Order
  q?: string
  channel?: string
  cursor?: string | null
  limit?: number
}

const once = (key: string) => ({ 'Idempotency-Key': key })
const ifMatch = (version: number | undefined): Record<string, string> => (version === undefined ? {} : { 'If-Match': `"${version}"` })
const at = (id: string) => `/conversations/${encodeURIComponent(id)}`

/** Every route of the desk, by what it does. */
export const desk = {
  setupState: () => ask<{ needed: boolean }>('GET', '/setup'),
  setup: (body: { token: string; brand: string; name: string; login: string; password: string }) =>
    ask<Session>('POST', '/setup', { body }),
  session: () => ask<Session>('GET', '/session'),
  signIn: (login: string, password: string) => ask<Session>('POST', '/session', { body: { login, password } }),
  signOut: () => ask<void>('DELETE', '/session'),
  join: (token: string, password: string) => ask<Session>('POST', '/invitation', { body: { token, password } }),

  views: () => ask<ViewCounts>('GET', '/views'),
  conversations: (list: ListAsk, signal?: AbortSignal) =>
    ask<ConversationPage>('GET', '/conversations', { query: { ...list }, ...(signal && { signal }) }),
  conversation: (id: string, signal?: AbortSignal) => ask<Conversation>('GET', at(id), signal ? { signal } : {}),
  posts: (id: string, before: string) => ask<PostPage>('GET', `${at(id)}/posts`, { query: { before } }),
  events: (id: string, cursor?: string | null) => ask<EventPage>('GET', `${at(id)}/events`, { query: { cursor } }),

  assign: (id: string, user_id: string, version?: number) =>
    ask<ConversationRow>('PUT', `${at(id)}/owner`, { body: { user_id }, headers: ifMatch(version) }),
  release: (id: string) => ask<ConversationRow>('DELETE', `${at(id)}/owner`),
  resolve: (id: string, reason: ResolveReason | null) =>
    ask<ConversationRow>('PUT', `${at(id)}/resolution`, { body: reason ? { reason } : {} }),
  reopen: (id: string) => ask<ConversationRow>('DELETE', `${at(id)}/resolution`),
  saveDraft: (id: string, body: NewDraft) => ask<Draft>('PUT', `${at(id)}/draft`, { body }),
  dropDraft: (id: string) => ask<void>('DELETE', `${at(id)}/draft`),
  reply: (id: string, body: NewReply, key: string, version?: number) =>
    ask<Reply>('POST', `${at(id)}/replies`, { body, headers: { ...once(key), ...ifMatch(version) } }),
  takeBack: (reply: string) => ask<Draft>('DELETE', `/replies/${encodeURIComponent(reply)}`),
  retry: (reply: string) => ask<Reply>('POST', `/replies/${encodeURIComponent(reply)}/retry`, { headers: once(newKey()) }),
  replies: (state: Reply['state'], cursor?: string | null) =>
    ask<ReplyPage>('GET', '/replies', { query: { state, cursor } }),
  addNote: (id: string, text: string, key: string) =>
    ask<Note>('POST', `${at(id)}/notes`, { body: { text }, headers: once(key) }),
  bePresent: (id: string, replying: boolean) => ask<void>('PUT', `${at(id)}/presence`, { body: { replying } }),

  upload: (file: Blob) => ask<UploadedMedia>('POST', '/media', { raw: file, headers: once(newKey()) }),
  changeMedia: (id: string, body: MediaChange) => ask<UploadedMedia>('PUT', `/media/${encodeURIComponent(id)}`, { body }),

  users: () => ask<{ items: User[] }>('GET', '/users'),
  invite: (body: { name: string; login: string; role: Role }) => ask<Invitation>('POST', '/users', { body, headers: once(newKey()) }),
  inviteAgain: (id: string) => ask<Invitation>('POST', `/users/${encodeURIComponent(id)}/invitation`, { headers: once(newKey()) }),
  changeUser: (id: string, body: UserChange) => ask<User>('PUT', `/users/${encodeURIComponent(id)}`, { body }),

  channels: () => ask<{ items: Channel[] }>('GET', '/channels'),
  networks: () => ask<{ items: Network[] }>('GET', '/networks'),
  connect: (network: string, fields: FieldValue[], key: string) =>
    ask<Channel>('POST', '/channels', { body: { network, fields }, headers: once(key) }),
  reconnect: (id: string, fields: FieldValue[]) =>
    ask<Channel>('PUT', `/channels/${encodeURIComponent(id)}/credentials`, { body: { fields } }),
  disconnect: (id: string) => ask<void>('DELETE', `/channels/${encodeURIComponent(id)}`),

  correct: (post: string, body: JudgementCorrection) =>
    ask<Judgement>('PUT', `/posts/${encodeURIComponent(post)}/judgement`, { body }),
  mark: (customer: string, body: CustomerMarks) =>
    ask<CustomerMarks>('PUT', `/customers/${encodeURIComponent(customer)}/marks`, { body }),
  topics: () => ask<{ items: Topic[] }>('GET', '/topics'),
  weights: () => ask<PriorityWeights>('GET', '/priority'),

  tokens: () => ask<{ items: Token[] }>('GET', '/tokens'),
  createToken: (name: string, scopes: string[]) =>
    ask<CreatedToken>('POST', '/tokens', { body: { name, scopes }, headers: once(newKey()) }),
  deleteToken: (id: string) => ask<void>('DELETE', `/tokens/${encodeURIComponent(id)}`),
}

export const mediaPath = (id: string) => `/api/v1/media/${encodeURIComponent(id)}`
