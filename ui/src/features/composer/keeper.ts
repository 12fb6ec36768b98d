import { isUnreachable, statusOf } from '@/api/client'
import { desk } from '@/api/desk'
import type { Conversation, Draft, Room } from '@/api/types'
import { newKey } from '@/lib/ids'
import { readStored, storedKeys, writeStored } from '@/lib/storage'
import { type Store, createStore } from '@/lib/store'
import { type CoachState, noCoach } from './coach-state'
import { type DraftEvent, type DraftState, type LocalCopy, choose, emptyDraft, fromMedia, isEmpty, reduceDraft } from './draft-state'

const SAVE_AFTER_MS = 700
const TRY_AGAIN_MS = 8000
const LOCAL = 'heed.draft.'
const LOCAL_AGE_MS = 14 * 24 * 60 * 60_000

/** Keeps one conversation's draft: here at once, on the desk a moment later, again when the line is back. */
export class DraftKeeper {
  readonly store: Store<DraftState>
  /** What the coach says of the draft as it stands. */
  readonly coach = createStore<CoachState>(noCoach)
  lastTyped = 0
  private readonly id: string
  private timer: ReturnType<typeof setTimeout> | undefined
  private key = newKey()

  constructor(conversation: Conversation) {
    this.id = conversation.row.id
    const room = preferredRoom(conversation)
    const local = readStored<LocalCopy | null>(LOCAL + this.id, null)
    const restored = choose(conversation.draft ?? null, local, conversation.rooms)
    this.store = createStore<DraftState>({ ...emptyDraft(room?.id ?? ''), ...restored })
    if (this.store.get().saved === 'changed') this.plan(0)
  }

  /** The same text to the same room is the same reply, however often it has to be sent. */
  get sendKey(): string {
    return this.key
  }

  send = (event: DraftEvent): void => {
    const before = this.store.get()
    this.store.set((state) => reduceDraft(state, event))
    const after = this.store.get()
    if (event.type === 'wrote' || event.type === 'wrote_note') this.lastTyped = Date.now()
    if (after.note !== before.note) this.keepLocally()
    if (after.revision === before.revision) return
    this.key = newKey()
    this.keepLocally()
    if (event.type === 'sent') clearTimeout(this.timer)
    else this.plan(SAVE_AFTER_MS)
  }

  /** A reply that was taken back is a draft again. */
  restore(draft: Pick<Draft, 'room_id' | 'text' | 'in_reply_to'>, attachments: DraftState['attachments']): void {
    const { room_id: roomId, text, in_reply_to } = draft
    this.send({ type: 'restored', draft: { mode: 'reply', roomId, text, inReplyTo: in_reply_to || null, attachments, saved: 'saved' } })
    this.key = newKey()
    this.keepLocally()
  }

  flush = (): void => {
    if (this.store.get().saved === 'changed') void this.save()
  }

  private plan(delay: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.save(), delay)
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer)
    const state = this.store.get()
    this.send({ type: 'saving' })
    try {
      if (isEmpty(state)) await desk.dropDraft(this.id)
      else await desk.saveDraft(this.id, this.body(state))
      this.send({ type: 'saved', revision: state.revision })
      this.keepLocally()
      // It was sent while this save was under way: the desk must not keep it as a draft.
      if (isEmpty(this.store.get()) && !isEmpty(state)) this.plan(0)
    } catch (error) {
      this.send({ type: 'unreachable' })
      if (isUnreachable(error) || statusOf(error) === 429) this.plan(TRY_AGAIN_MS)
    }
  }

  body(state: DraftState) {
    return {
      room_id: state.roomId,
      text: state.text,
      in_reply_to: state.inReplyTo,
      media_ids: state.attachments.flatMap((one) => (one.id ? [one.id] : [])),
    }
  }

  private keepLocally(): void {
    const { roomId, text, inReplyTo, attachments, note, saved } = this.store.get()
    if (!text && !note && attachments.length === 0) return writeStored(LOCAL + this.id, undefined)
    const unsaved = saved !== 'saved' && saved !== 'empty'
    const copy: LocalCopy = { roomId, text, inReplyTo, attachments, note, at: Date.now(), unsaved }
    writeStored(LOCAL + this.id, copy)
  }
}

/** Where the customer wrote last, if we can answer there. */
function preferredRoom(conversation: Conversation): Room | undefined {
  const last = conversation.posts.findLast((post) => post.by === 'customer')
  const there = conversation.rooms.find((room) => room.id === last?.room_id)
  return there?.can_reply ? there : (conversation.rooms.find((room) => room.can_reply) ?? there ?? conversation.rooms[0])
}

const keepers = new Map<string, DraftKeeper>()

export function keeperFor(conversation: Conversation): DraftKeeper {
  const { id } = conversation.row
  const known = keepers.get(id) ?? new DraftKeeper(conversation)
  keepers.set(id, known)
  return known
}

export const knownKeeper = (id: string): DraftKeeper | undefined => keepers.get(id)

function dropOldCopies(): void {
  for (const key of storedKeys(LOCAL)) {
    const copy = readStored<LocalCopy | null>(key, null)
    if (!copy || Date.now() - copy.at > LOCAL_AGE_MS) writeStored(key, undefined)
  }
}

window.addEventListener('online', () => {
  for (const keeper of keepers.values()) keeper.flush()
})
window.addEventListener('pagehide', () => {
  for (const keeper of keepers.values()) keeper.flush()
})

/** The words of a reply that was taken back appear where they were written. */
export function restoreDraft(id: string, draft: Draft): void {
  keepers.get(id)?.restore(draft, draft.media.map(fromMedia))
}

dropOldCopies()
