import { useEffect } from 'react'
import { decent } from '@/lib/decent'
import { createStore, useStore } from '@/lib/store'

const QUIET_MS = 20_000

const spoken = createStore('')
let wanted = ''
let timer: ReturnType<typeof setTimeout> | undefined
let last = 0

/** News for people who listen to the screen: the latest only, and not more often than one can bear. */
function announce(text: string): void {
  wanted = text
  if (timer !== undefined || text === '') return
  timer = setTimeout(
    () => {
      timer = undefined
      last = Date.now()
      spoken.set(decent(wanted))
    },
    Math.max(1000, last + QUIET_MS - Date.now()),
  )
}

export function useAnnouncement(text: string): void {
  useEffect(() => announce(text), [text])
}

export function Announcer() {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {useStore(spoken)}
    </p>
  )
}
