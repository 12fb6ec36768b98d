import { useEffect } from 'react'
import { desk } from '@/api/desk'
import type { DraftKeeper } from './keeper'

const BEAT_MS = 20_000
const SETTLE_MS = 1500
const TYPED_MS = 60_000

/** Tells the others that somebody is here, once that somebody has stayed for a moment. */
export function useBePresent(id: string, keeper: DraftKeeper): void {
  useEffect(() => {
    let replying = false
    const beat = () => {
      if (document.visibilityState !== 'visible') return
      replying = Date.now() - keeper.lastTyped < TYPED_MS && keeper.store.get().mode === 'reply'
      desk.bePresent(id, replying).catch(() => undefined)
    }
    const first = setTimeout(beat, SETTLE_MS)
    const timer = setInterval(beat, BEAT_MS)
    const stop = keeper.store.subscribe(() => {
      if (!replying && Date.now() - keeper.lastTyped < 1000) {
        replying = true
        beat()
      }
    })
    return () => {
      clearTimeout(first)
      clearInterval(timer)
      stop()
    }
  }, [id, keeper])
}
