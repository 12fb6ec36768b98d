import { tinykeys } from 'tinykeys'
import { type Command, commands, keysAreHeld } from './commands'
import { settings } from './settings'

const FIELDS = 'input:not([type=checkbox]):not([type=radio]):not([type=button]),textarea,select,[contenteditable=true]'

export const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest(FIELDS) !== null

/** A menu or a dialog keeps its own keys. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('dialog[open],[role=menu],[role=listbox][data-own-keys]') !== null

/** After g the next letter says where to go, and nothing else. */
const GO_WITHIN_MS = 1000
let goPressed = 0

const isHalfway = (keys: string): boolean => !keys.includes(' ') && Date.now() - goPressed < GO_WITHIN_MS

function watchGo(event: KeyboardEvent): void {
  const starts = event.key === 'g' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)
  if (starts) goPressed = Date.now()
  else setTimeout(() => (goPressed = 0))
}

const isSingle = (keys: string): boolean => !/\$mod|Control|Meta|Alt|Escape|F\d/.test(keys)

/** Enter presses what has the focus, and arrows scroll it: only where neither means anything are they ours. */
function belongsToTarget(keys: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (keys === 'Enter') return target.closest('a,button,summary,[role=menuitem]') !== null
  if (keys.startsWith('Arrow')) return target !== document.body && target.closest('[role=listbox]') === null
  return false
}

function wanted(command: Command, event: KeyboardEvent): boolean {
  if (!command.keys || keysAreHeld()) return false
  if (isElsewhere(event.target) || belongsToTarget(command.keys, event.target)) return false
  if (document.querySelector('dialog[open]') && command.keys !== 'Escape') return false
  if (isTyping(event.target) && !command.whileTyping) return false
  if (isHalfway(command.keys)) return false
  return settings.get().singleKeys || !isSingle(command.keys)
}

/** Binds the keys of everything that is offered now, and binds anew when that changes. */
export function listenToKeys(): () => void {
  let unbind: () => void = () => undefined
  const bind = () => {
    unbind()
    const handlers: Record<string, (event: KeyboardEvent) => void> = {}
    // The last one offered stands nearest to the person and wins.
    for (const command of commands.get()) {
      if (!command.keys) continue
      handlers[command.keys] = (event) => {
        if (event.defaultPrevented || !wanted(command, event)) return
        event.preventDefault()
        command.run()
      }
    }
    unbind = tinykeys(window, handlers)
  }
  bind()
  window.addEventListener('keydown', watchGo, true)
  const forget = commands.subscribe(bind)
  return () => {
    forget()
    window.removeEventListener('keydown', watchGo, true)
    unbind()
  }
}
