import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { sendCsrf } from '@/api/client'
import { queries } from '@/api/queries'
import type { Session } from '@/api/types'

/** Runs what opens the door, and goes in when it does. */
export function useEnter(to = '/inbox') {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const enter = async (open: () => Promise<Session>) => {
    setBusy(true)
    setError(null)
    try {
      const session = await open()
      sendCsrf(session.csrf)
      client.setQueryData(queries.session.queryKey, session)
      await navigate({ href: to, replace: true })
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, enter: (open: () => Promise<Session>) => void enter(open) }
}
