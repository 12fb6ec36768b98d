/** Calls at once, then at most once in a while, and never forgets the last call. */
export function throttle(run: () => void, wait: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  const settle = () => {
    timer = undefined
    if (!again) return
    again = false
    call()
  }
  const call = () => {
    if (timer !== undefined) {
      again = true
      return
    }
    run()
    timer = setTimeout(settle, wait)
  }
  return call
}

/** The same for each key on its own. */
export function throttleEach(run: (key: string) => void, wait: number): (key: string) => void {
  const calls = new Map<string, () => void>()
  return (key) => {
    const call = calls.get(key) ?? throttle(() => run(key), wait)
    if (!calls.has(key) && calls.size > 500) calls.clear()
    calls.set(key, call)
    call()
  }
}
