import { useEffect, useState } from 'react'

/** The value after it has stood still for a moment: what somebody types is asked about once, not letter by letter. */
export function useCalm<T>(value: T, calmMs: number): T {
  const [calm, setCalm] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(value), calmMs)
    return () => clearTimeout(timer)
  }, [value, calmMs])
  return calm
}
