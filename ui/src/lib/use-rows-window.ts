import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'

export interface RowsWindow {
  first: number
  last: number
  show: (at: number) => void
}

const SPARE_ROWS = 6

/** Which rows of one height lie in sight, with a few to spare above and below; `last` is exclusive. */
export function windowOf(top: number, seen: number, height: number, count: number): { first: number; last: number } {
  const first = Math.max(0, Math.floor(top / height) - SPARE_ROWS)
  const last = Math.min(count, Math.ceil((top + seen) / height) + SPARE_ROWS)
  return { first: Math.min(first, last), last }
}

/** Only the rows in sight are in the page, however many there are. All rows are equally high, which makes this simple. */
export function useRowsWindow(scroller: RefObject<HTMLElement | null>, count: number, height: number): RowsWindow {
  const [range, setRange] = useState({ first: 0, last: Math.min(count, 24) })
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () => {
      const next = windowOf(box.scrollTop, box.clientHeight, height, count)
      setRange((now) => (now.first === next.first && now.last === next.last ? now : next))
    }
    look()
    box.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(box)
    return () => {
      box.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller, count, height])
  const show = useCallback(
    (at: number) => {
      const box = scroller.current
      if (!box) return
      const top = at * height
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight
    },
    [scroller, height],
  )
  return { ...range, show }
}
