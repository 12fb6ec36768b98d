import { type ReactNode, useEffect } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { onSignedOut, sendCsrf, statusOf } from '@/api/client'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import { SessionContext } from '@/api/session'
import { Failure } from '@/ui/States'
import { Splash } from './Splash'

/** Nobody gets further without a session: to the sign-in, or on the first day to the set-up. */
export function Gate({ children }: { children: ReactNode }) {
  const session = useQuery(queries.session)
  const navigate = useNavigate()
  const client = useQueryClient()
  const from = useRouterState({ select: (state) => state.location.href })
  const missing = statusOf(session.error) === 401

  useEffect(() => {
    if (!missing) return
    const away = async () => {
      const { needed } = await desk.setupState().catch(() => ({ needed: false }))
      await navigate(needed ? { to: '/setup' } : { to: '/login', search: { from }, replace: true })
    }
    void away()
    // Where the person came from is taken once, when the session turned out to be missing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [missing, navigate])

  useEffect(() => onSignedOut(() => void client.resetQueries({ queryKey: ['session'] })), [client])

  if (session.data) {
    sendCsrf(session.data.csrf)
    return <SessionContext.Provider value={session.data}>{children}</SessionContext.Provider>
  }
  if (session.isError && !missing) {
    return (
      <div className="grid h-dvh place-items-center">
        <Failure error={session.error} retry={() => void session.refetch()} />
      </div>
    )
  }
  return <Splash />
}
