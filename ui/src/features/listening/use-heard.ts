import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type HeardAsk, listening } from '@/api/actions-listening'
import type { HeardItem } from '@/api/types'
import { offerUndo, tell } from '@/lib/undo'
import { explain } from '@/lib/words'

const LOOK_MS = 10_000

/** The stream, which never moves by itself: what came since waits until it is asked for. */
export function useHeard(wanted: HeardAsk) {
  const pages = useInfiniteQuery({
    queryKey: ['heard', wanted],
    queryFn: ({ pageParam }) => listening.heard(wanted, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnReconnect: false,
    staleTime: Infinity,
  })
  const newest = useQuery({
    queryKey: ['heard-newest', wanted],
    queryFn: () => listening.heard(wanted, null, 1),
    refetchInterval: LOOK_MS,
  })
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = newest.data?.items ?? []
  const fresh = pages.isSuccess && first !== undefined && !items.some((item) => item.post.id === first.post.id)
  return { pages, items, fresh }
}

/** What a person decides about a heard post: shown at once in its place. */
export function useHeardActions() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const failed = (error: unknown) => void tell(explain(error, t), 'error')
  const [changed, setChanged] = useState<ReadonlyMap<string, Partial<HeardItem>>>(new Map())
  const show = (id: string, part: Partial<HeardItem> | undefined) =>
    setChanged((now) => {
      const next = new Map(now)
      if (part) next.set(id, part)
      else next.delete(id)
      return next
    })
  useEffect(() => {
    // Counts follow once somebody has decided.
    if (changed.size > 0) void client.invalidateQueries({ queryKey: ['volume'] })
  }, [changed, client])

  const answer = async ({ post }: HeardItem) => {
    try {
      const row = await listening.bringIn(post.id)
      void client.invalidateQueries({ queryKey: ['heard'] })
      await navigate({ to: '/inbox/$view/{-$conversationId}', params: { view: 'all', conversationId: row.id } })
    } catch (error) {
      failed(error)
    }
  }
  const notUs = async ({ post }: HeardItem) => {
    show(post.id, { decision: 'not_about_us', reason: '' })
    try {
      const { decision, reason } = await listening.notAboutUs(post.id)
      show(post.id, { decision, reason })
      tell(t('listening.notUsDone'))
    } catch (error) {
      show(post.id, undefined)
      failed(error)
    }
  }
  const quieted = (item: HeardItem, quiet: { id: string; reason: string }) => {
    show(item.post.id, { decision: 'quiet', reason: quiet.reason })
    offerUndo(t('quiet.done', { name: item.post.author.name || item.post.author.handle }), () => {
      listening.removeQuiet(quiet.id).then(() => show(item.post.id, undefined), failed)
    })
  }
  return { answer, notUs, quieted, changed }
}
