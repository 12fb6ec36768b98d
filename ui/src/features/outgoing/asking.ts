import { createStore } from '@/lib/store'

/** Whether somebody is being asked about the big switch; it is asked in one place, wherever the wish came from. */
export const asking = createStore(false)

export const askToStop = (): void => asking.set(true)
