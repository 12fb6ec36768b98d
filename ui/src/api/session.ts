import { createContext, useContext } from 'react'
import type { Person, Session } from './types'

export const SessionContext = createContext<Session | null>(null)

/** Who is signed in, and to which desk. Everything inside the shell may rely on it. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside the signed-in desk')
  return session
}

export function useMe(): Person {
  const { user } = useSession()
  return user
}
