import { useEffect, useRef } from 'react'
import type { ParseKeys } from 'i18next'
import { createStore, useStore } from './store'

export type CommandGroup = 'go' | 'list' | 'conversation' | 'reply' | 'desk'

export interface Command {
  id: string
  group: CommandGroup
  title: ParseKeys
  /** Values for the title, for example a person's name. */
  values?: Record<string, string>
  /** As tinykeys writes it; a single letter obeys the single-key setting. */
  keys?: string
  /** Works while somebody is typing, too. */
  whileTyping?: boolean
  /** Shown in the palette but not on the sheet of keys. */
  paletteOnly?: boolean
  /** Only its key works; the palette does not show it. */
  keyOnly?: boolean
  run: () => void
}

/** What can be done right now. The keys, the palette and the help sheet all read from here. */
export const commands = createStore<Command[]>([])

const scopes = new Map<string, Command[]>()

function publish(): void {
  commands.set([...scopes.values()].flat())
}

/** Offers commands for as long as the component is on the screen. */
export function useCommands(scope: string, offered: Command[]): void {
  const latest = useRef(offered)
  latest.current = offered
  const shape = offered.map((command) => [command.id, command.keys, Object.values(command.values ?? {})].join(':')).join('|')
  useEffect(() => {
    scopes.set(
      scope,
      latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find((other) => other.id === command.id)?.run(),
      })),
    )
    publish()
    return () => {
      scopes.delete(scope)
      publish()
    }
  }, [scope, shape])
}

export const useAllCommands = (): Command[] => useStore(commands)

/** While something is about to open that will take the keys, they must not do anything else. */
let held = false

export function holdKeys(hold: boolean): void {
  held = hold
}

export const keysAreHeld = (): boolean => held
