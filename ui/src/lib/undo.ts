import { decent } from './decent'
import { newKey } from './ids'
import { createStore, useStore } from './store'

export interface Undoable {
  id: string
  text: string
  /** Takes it back; absent for something that is only told. */
  undo?: () => void
  tone: 'done' | 'error' | 'due'
  /** The conversation that it leads to. */
  conversation?: string
  /** What it is about, so that another way of undoing it can clear this one. */
  about?: string
  /** When the chance is over. */
  until: number
  started: number
}

const SHOWN_MS = 8000
/** Nobody has just pressed a key here, and may be looking elsewhere. */
const REMINDED_MS = 10 * 60_000
const READ_MS = 20_000
const MOST = 3

export const undoables = createStore<Undoable[]>([])

export function dismiss(id: string): void {
  undoables.set((now) => now.filter((one) => one.id !== id))
}

/** What can still be taken back, and what waits for somebody, stays longer than what was only told. */
function makeRoom(now: Undoable[]): Undoable[] {
  if (now.length < MOST) return now
  const oldest = now.find((one) => !one.undo && !one.conversation) ?? now.find((one) => !one.undo) ?? now[0]
  return now.filter((one) => one !== oldest)
}

function show(one: Undoable): string {
  // It pops up by itself, and is read aloud: names are a stranger's words.
  undoables.set((now) => [...makeRoom(now), { ...one, text: decent(one.text) }])
  setTimeout(() => dismiss(one.id), Math.max(0, one.until - Date.now()))
  return one.id
}

/** Says what was done, and offers to take it back by the bar or by z. */
export function offerUndo(text: string, undo: () => void, until = Date.now() + SHOWN_MS, about = ''): string {
  return show({ id: newKey(), text, undo, tone: 'done', until, started: Date.now(), about })
}

export function dismissByUndoOf(about: string): void {
  undoables.set((now) => now.filter((one) => one.about !== about))
}

export function tell(text: string, tone: Undoable['tone'] = 'done'): string {
  return show({ id: newKey(), text, tone, until: Date.now() + SHOWN_MS, started: Date.now() })
}

/** Something that waits for this person, and the way there. */
export function remind(text: string, conversation: string): string {
  return show({ id: newKey(), text, tone: 'due', conversation, until: Date.now() + REMINDED_MS, started: Date.now() })
}

/** News from somebody else, and the way to what they are of. */
export function tellNews(text: string, conversation: string): string {
  return show({ id: newKey(), text, tone: 'done', conversation, until: Date.now() + READ_MS, started: Date.now() })
}

/** Takes back the latest thing that still can be. */
export function undoLatest(): boolean {
  const latest = undoables.get().findLast((one) => one.undo)
  if (!latest) return false
  dismiss(latest.id)
  latest.undo?.()
  return true
}

export const useUndoables = (): Undoable[] => useStore(undoables)
