import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { queries, queryClient } from '@/api/queries'
import { useMe } from '@/api/session'
import type { Order, View } from '@/api/types'
import { InboxList, LIST_SCROLLER, ListHeader, listFor, neighbour, useList } from '@/features/inbox'
import { useCommands } from '@/lib/commands'
import { withWords } from '@/lib/i18n'
import { useHasCustomerPane, useIsWide } from '@/lib/media-query'
import type { SideAt, SidePart } from '@/lib/side'
import { IconButton } from '@/ui/Button'
import { classes } from '@/ui/classes'
import { useAnnouncement } from './announce'
import { useTitle } from './use-title'

const ConversationPane = lazy(() => withWords('conversation', import('@/features/conversation')).then((all) => ({ default: all.ConversationPane })))
const NothingOpen = lazy(() => withWords('later', import('./NothingOpen')).then((all) => ({ default: all.NothingOpen })))
const BulkBar = lazy(() => withWords('conversation', import('@/features/inbox/BulkBar')).then((all) => ({ default: all.BulkBar })))
const CustomerPane = lazy(() => withWords('conversation', import('@/features/customer')).then((all) => ({ default: all.CustomerPane })))
const route = getRouteApi('/desk/inbox/$view/{-$conversationId}')

const OPEN_PATH = '/inbox/$view/{-$conversationId}' as const

function useOpenPath(view: View) {
  const navigate = useNavigate()
  return useCallback(
    (id: string | undefined, replace: boolean) =>
      void navigate({ to: OPEN_PATH, params: { view, ...(id ? { conversationId: id } : { conversationId: undefined }) }, search: true, replace }),
    [navigate, view],
  )
}

export function InboxPage() {
  const { t } = useTranslation()
  const me = useMe()
  const wide = useIsWide()
  const hasPane = useHasCustomerPane()
  const navigate = useNavigate()
  const { view, conversationId } = route.useParams()
  const { q = '', order = 'urgency', channel } = route.useSearch()
  const list = useMemo(() => listFor({ view, order, q, ...(channel && { channel }) }), [view, order, q, channel])
  const state = useList(list, me.id)
  const open = useOpenPath(view)
  const [cursor, setCursor] = useState<string>()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [customerShown, setCustomerShown] = useState(false)
  const [sideAt, setSideAt] = useState<SideAt>()
  // Who was led there once is not led there again.
  useEffect(() => setSideAt((now) => (now?.conversationId === conversationId ? now : undefined)), [conversationId])
  const opener = useRef<Element>(null)
  const search = useRef<HTMLInputElement>(null)
  const active = conversationId ?? cursor
  useTitle(t(`view.${view}`))

  const showFresh = () => {
    void list.load().then(() => document.getElementById(LIST_SCROLLER)?.scrollTo({ top: 0 }))
  }
  const prefetch = (id: string | undefined) => id && void queryClient.prefetchQuery(queries.conversation(id))
  const openRow = useCallback(
    (id: string, elsewhere: boolean) => {
      if (elsewhere) return void window.open(`/inbox/${view}/${id}`, '_blank', 'noopener')
      setCursor(id)
      open(id, false)
    },
    [open, view],
  )
  const move = (step: 1 | -1) => {
    const next = neighbour(state.ids, active, step)
    if (!next) return
    setCursor(next)
    if (wide) open(next, true)
    prefetch(neighbour(state.ids, next, step))
  }
  /** Dealt with: the row leaves, and the next one takes its place. */
  const done = (id: string) => {
    const next = neighbour(state.ids, id, 1) ?? neighbour(state.ids, id, -1)
    if (view !== 'all' && view !== 'resolved') list.send({ type: 'removed', id })
    setCursor(next)
    open(wide ? next : undefined, true)
    prefetch(neighbour(state.ids, next, 1))
  }
  const comeBack = (id: string) => {
    list.send({ type: 'returned', id, at: Math.max(0, state.ids.indexOf(cursor ?? '')) })
    setCursor(id)
    open(id, true)
    requestAnimationFrame(() => window.dispatchEvent(new CustomEvent('heed:focus-composer')))
  }
  const showSide = (part: SidePart) => {
    if (!conversationId) return
    opener.current = document.activeElement
    setSideAt({ conversationId, part })
    setCustomerShown(true)
  }
  const hideCustomer = () => {
    setCustomerShown(false)
    setSideAt(undefined)
    if (opener.current instanceof HTMLElement) opener.current.focus()
    opener.current = null
  }
  const pick = (id: string | undefined) => {
    if (!id) return
    setPicked((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }
  const change = (next: { q?: string; order?: Order }) =>
    void navigate({
      to: OPEN_PATH,
      params: { view, conversationId },
      search: { ...(channel && { channel }), ...(q && { q }), ...(order !== 'urgency' && { order }), ...next },
      replace: true,
    })
  const setQ = (text: string) =>
    void navigate({ to: OPEN_PATH, params: { view, conversationId }, search: (now) => ({ ...now, q: text || undefined }), replace: true })

  useCommands('inbox', [
    { id: 'next', group: 'list', title: 'command.next', keys: 'j', run: () => move(1) },
    { id: 'previous', group: 'list', title: 'command.previous', keys: 'k', run: () => move(-1) },
    { id: 'next_arrow', group: 'list', title: 'command.next', keys: 'ArrowDown', keyOnly: true, run: () => move(1) },
    { id: 'previous_arrow', group: 'list', title: 'command.previous', keys: 'ArrowUp', keyOnly: true, run: () => move(-1) },
    {
      id: 'open',
      group: 'list',
      title: 'command.open',
      keys: 'Enter',
      run: () => {
        const target = active ?? state.ids[0]
        if (!target) return
        if (conversationId === target) window.dispatchEvent(new CustomEvent('heed:focus-composer'))
        else openRow(target, false)
      },
    },
    { id: 'select', group: 'list', title: 'command.select', keys: 'x', run: () => pick(active) },
    { id: 'search', group: 'list', title: 'command.search', keys: '/', run: () => search.current?.focus() },
    { id: 'refresh', group: 'list', title: 'command.refresh', keys: '.', run: () => void list.load() },
    {
      id: 'back',
      group: 'list',
      title: 'command.back',
      keys: 'Escape',
      whileTyping: true,
      run: () => {
        const here = document.activeElement
        if (here instanceof HTMLElement && here.matches('textarea,input')) here.blur()
        else if (customerShown) hideCustomer()
        else if (picked.size > 0) setPicked(new Set())
        else if (conversationId) open(undefined, true)
      },
    },
  ])

  useAnnouncement(state.fresh.length > 0 ? t('inbox.freshLong', { count: state.fresh.length }) : '')
  const showList = wide || !conversationId
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      {showList && (
        <section aria-label={t('inbox.list')} className="@container flex w-full min-w-0 flex-col border-e border-line bg-surface md:w-[300px] md:shrink-0 lg:w-[368px]">
          <ListHeader
            view={view}
            order={order}
            q={q}
            total={state.total}
            totalAtLeast={state.totalAtLeast}
            fresh={state.fresh.length}
            onFresh={showFresh}
            onView={(next) => void navigate({ to: OPEN_PATH, params: { view: next, conversationId: undefined } })}
            onOrder={(next) => change({ order: next })}
            onSearch={setQ}
            onLeaveSearch={() => search.current?.blur()}
            searchRef={search}
          />
          <InboxList
            list={list}
            state={state}
            view={view}
            q={q}
            active={active}
            picked={picked}
            onOpen={openRow}
            onClearSearch={() => setQ('')}
          />
          {picked.size > 0 && (
            <Suspense>
              <BulkBar
                picked={picked}
                onClear={() => setPicked(new Set())}
                onResolved={(ids) => ids.forEach((id) => list.send({ type: 'removed', id }))}
              />
            </Suspense>
          )}
        </section>
      )}
      {conversationId ? (
        <Suspense fallback={<div className="flex-1 bg-bg" />}>
          <ConversationPane
            id={conversationId}
            onDone={done}
            onReturn={comeBack}
            onBack={() => open(undefined, true)}
            onCustomer={() => (customerShown ? hideCustomer() : setCustomerShown(true))}
            onSide={showSide}
          />
        </Suspense>
      ) : (
        wide && (
          <Suspense fallback={<div className="flex-1 bg-bg" />}>
            <NothingOpen view={view} empty={state.phase === 'ready' && state.ids.length === 0} />
          </Suspense>
        )
      )}
      {conversationId && (hasPane || customerShown) && (
        <aside
          aria-label={t('customer.label')}
          className={classes(
            'w-72 shrink-0 overflow-y-auto border-s border-line bg-surface',
            !hasPane && 'enter fixed inset-y-0 end-0 z-40 w-80 max-w-full shadow-3',
          )}
        >
          {!hasPane && (
            <div className="sticky top-0 z-10 flex h-0 justify-end">
              <IconButton label={t('action.close')} onClick={hideCustomer} className="me-2 mt-2 bg-surface" data-tip-side="start">
                <X className="size-4" aria-hidden="true" />
              </IconButton>
            </div>
          )}
          <Suspense>
            <CustomerPane id={conversationId} at={sideAt?.conversationId === conversationId ? sideAt : undefined} />
          </Suspense>
        </aside>
      )}
    </div>
  )
}
