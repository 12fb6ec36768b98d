import type { Draft, Room, Screening } from '@/api/types'

export interface Attachment {
  key: string
  /** Absent until the desk holds it. */
  id?: string
  name: string
  path: string
  alt: string
  /** `explicit`: it looks so, and has not left this computer. */
  state: 'checking' | 'explicit' | 'uploading' | 'ready' | 'failed'
  screening?: Screening
  /** Somebody saw it in its full size. */
  looked?: boolean
  error?: string
}

/** What a person is writing in one conversation. It outlives the screen it was written on. */
export interface DraftState {
  mode: 'reply' | 'note'
  roomId: string
  text: string
  /** The post that is answered; fixed with the first letter, so that it cannot change under one's hands. */
  inReplyTo: string | null
  attachments: readonly Attachment[]
  note: string
  saved: 'empty' | 'changed' | 'saving' | 'saved' | 'unreachable'
  /** Grows with every change, so that a late answer to an early save is not mistaken for the last one. */
  revision: number
}

export type DraftEvent =
  | { type: 'wrote'; text: string; target: string | null }
  | { type: 'wrote_note'; text: string }
  | { type: 'room'; roomId: string }
  | { type: 'mode'; mode: DraftState['mode'] }
  | { type: 'answers'; postId: string }
  | { type: 'attached'; attachment: Attachment }
  | { type: 'attachment'; key: string; change: Partial<Attachment> }
  | { type: 'detached'; key: string }
  | { type: 'saving' }
  | { type: 'saved'; revision: number }
  | { type: 'unreachable' }
  | { type: 'sent' }
  | { type: 'note_sent' }
  | { type: 'restored'; draft: Partial<DraftState> }

export const emptyDraft = (roomId: string): DraftState => ({
  mode: 'reply',
  roomId,
  text: '',
  inReplyTo: null,
  attachments: [],
  note: '',
  saved: 'empty',
  revision: 0,
})

const changed = (state: DraftState, change: Partial<DraftState>): DraftState => ({
  ...state,
  ...change,
  saved: 'changed',
  revision: state.revision + 1,
})

function changeAttachment(state: DraftState, key: string, change: Partial<Attachment>): DraftState {
  if (!state.attachments.some((one) => one.key === key)) return state
  return changed(state, {
    attachments: state.attachments.map((one) => (one.key === key ? { ...one, ...change } : one)),
  })
}

export function reduceDraft(state: DraftState, event: DraftEvent): DraftState {
  switch (event.type) {
    case 'wrote':
      return changed(state, { text: event.text, inReplyTo: event.text === '' ? null : (state.inReplyTo ?? event.target) })
    case 'wrote_note':
      return { ...state, note: event.text }
    case 'room':
      // Another room is another thread: the post that was answered does not lie there.
      return state.roomId === event.roomId
        ? { ...state, mode: 'reply' }
        : changed(state, { roomId: event.roomId, mode: 'reply', inReplyTo: null })
    case 'mode':
      return { ...state, mode: event.mode }
    case 'answers':
      return changed(state, { inReplyTo: event.postId, mode: 'reply' })
    case 'attached':
      return changed(state, { attachments: [...state.attachments, event.attachment] })
    case 'attachment':
      return changeAttachment(state, event.key, event.change)
    case 'detached':
      return changed(state, { attachments: state.attachments.filter((one) => one.key !== event.key) })
    case 'saving':
      return { ...state, saved: 'saving' }
    case 'saved':
      return event.revision === state.revision ? { ...state, saved: isEmpty(state) ? 'empty' : 'saved' } : state
    case 'unreachable':
      return { ...state, saved: 'unreachable' }
    case 'sent':
      return { ...state, text: '', inReplyTo: null, attachments: [], saved: 'empty', revision: state.revision + 1 }
    case 'note_sent':
      return { ...state, note: '', mode: 'reply' }
    case 'restored':
      return { ...state, ...event.draft }
  }
}

export const isEmpty = (state: DraftState): boolean => state.text.trim() === '' && state.attachments.length === 0

/** The copy that the browser keeps until the desk has the same. */
export interface LocalCopy {
  roomId: string
  text: string
  inReplyTo: string | null
  attachments: readonly Attachment[]
  note: string
  at: number
  unsaved: boolean
}

/** Which of two drafts is the one the person wrote last. */
export function choose(server: Draft | null, local: LocalCopy | null, rooms: readonly Room[]): Partial<DraftState> {
  const known = (id: string) => rooms.some((room) => room.id === id)
  const note = local?.note ?? ''
  const localWins = local?.unsaved && known(local.roomId) && (!server || local.at > Date.parse(server.updated_at))
  if (local && localWins) {
    const { roomId, text, inReplyTo, attachments } = local
    return { roomId, text, inReplyTo, note, attachments: attachments.filter((one) => one.state === 'ready'), saved: 'changed' }
  }
  if (!server || !known(server.room_id)) return { note }
  return {
    note,
    roomId: server.room_id,
    text: server.text,
    inReplyTo: server.in_reply_to || null,
    attachments: server.media.map((media) => {
      const here = local?.attachments.find((one) => one.id === media.id)
      return here ? { ...here, ...fromMedia(media), name: here.name, alt: media.alt || here.alt } : fromMedia(media)
    }),
    saved: server.text ? 'saved' : 'empty',
  }
}

export const fromMedia = ({ id, path, alt, screening, looked_at }: Draft['media'][number]): Attachment => ({
  key: id,
  id,
  name: '',
  path,
  alt,
  state: 'ready',
  screening,
  looked: looked_at != null,
})
