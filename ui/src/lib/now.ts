import { useSyncExternalStore } from 'react'

/** One timer for each pace, shared by everything on the screen that shows a running time. */
function ticker(pace: number) {
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    get: () => (timer === undefined ? (now = Math.floor(Date.now() / pace) * pace) : now),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      if (timer === undefined) {
        now = Date.now()
        timer = setInterval(tick, pace)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

const seconds = ticker(1000)
const calm = ticker(10_000)

export const useNow = (): number => useSyncExternalStore(calm.subscribe, calm.get)
export const useSeconds = (): number => useSyncExternalStore(seconds.subscribe, seconds.get)
