import { useState } from 'react'

/**
 * The one-time token of a link. It travels behind the # (or, in links written by hand, behind a ?token=),
 * and leaves the address as soon as it is read, so that it stays in no history.
 */
function takeToken(): string {
  const { hash, search, pathname } = window.location
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? new URLSearchParams(search).get('token') ?? ''
  if (token) window.history.replaceState(window.history.state, '', pathname)
  return token
}

let taken: { path: string; token: string } | undefined

export function useToken(): string {
  const [token] = useState(() => {
    const path = window.location.pathname
    // React may ask twice; the address gives it only once.
    taken = { path, token: takeToken() || (taken?.path === path ? taken.token : '') }
    return taken.token
  })
  return token
}
