import { useCallback, useSyncExternalStore } from 'react'

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}

/** Room for the list and the conversation side by side. */
export const useIsWide = (): boolean => useMediaQuery('(min-width: 48rem)')
export const useHasCustomerPane = (): boolean => useMediaQuery('(min-width: 80rem)')
