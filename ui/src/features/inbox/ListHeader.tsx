import { type Ref, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowDownWideNarrow, ChevronDown, Ellipsis, Search, TriangleAlert, X } from 'lucide-react'
import { queries } from '@/api/queries'
import type { Order, View } from '@/api/types'
import { compactNumber, number } from '@/lib/time'
import { Kbd } from '@/ui/Kbd'
import { Menu, MenuHeading, MenuItem, MenuLine } from '@/ui/Menu'
import { classes } from '@/ui/classes'
import { NewPill } from './NewPill'

interface Props {
  view: View
  order: Order
  q: string
  total: number
  totalAtLeast: boolean
  /** How many came since, and are not shown yet. */
  fresh: number
  onFresh: () => void
  onView: (view: View) => void
  onOrder: (order: Order) => void
  onSearch: (q: string) => void
  onLeaveSearch: () => void
  searchRef: Ref<HTMLInputElement>
}

const ahead = ['needs_reply', 'mine', 'unassigned'] as const satisfies View[]
const behind = ['answered', 'resolved', 'all'] as const satisfies View[]
const SEARCH_AFTER_MS = 220

function SearchBox({ q, onSearch, onLeaveSearch, searchRef }: Pick<Props, 'q' | 'onSearch' | 'onLeaveSearch' | 'searchRef'>) {
  const { t } = useTranslation()
  const [text, setText] = useState(q)
  useEffect(() => setText(q), [q])
  useEffect(() => {
    if (text === q) return
    const timer = setTimeout(() => onSearch(text), SEARCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, q, onSearch])
  return (
    <div role="search" className="relative flex-1">
      <Search className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-3" aria-hidden="true" />
      <input
        ref={searchRef}
        value={text}
        dir="auto"
        aria-label={t('inbox.search')}
        placeholder={t('inbox.search')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault()
            if (text) onSearch('')
            setText('')
            onLeaveSearch()
          }
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            if (text !== q) onSearch(text)
            onLeaveSearch()
          }
        }}
        className="h-9 w-full rounded-lg border border-transparent bg-surface-2 ps-9 pe-9 text-sm hover:border-line-strong focus:bg-surface focus-visible:border-accent focus-visible:outline-offset-0"
      />
      <span className="absolute end-2 top-1/2 -translate-y-1/2">
        {text ? (
          <button
            type="button"
            data-dense=""
            aria-label={t('empty.search.action')}
            onClick={() => {
              setText('')
              onSearch('')
            }}
            className="grid size-6 place-items-center rounded-md text-ink-3 hover:bg-surface-3 hover:text-ink"
          >
            <X className="size-3.5" aria-hidden="true" />
          </button>
        ) : (
          <span className="max-md:hidden">
            <Kbd keys="/" />
          </span>
        )}
      </span>
    </div>
  )
}

export function ListHeader({ view, order, q, total, totalAtLeast, fresh, onFresh, onView, onOrder, onSearch, onLeaveSearch, searchRef }: Props) {
  const { t } = useTranslation()
  const counts = useQuery(queries.views).data?.views
  const countOf = (one: View) => counts?.find((count) => count.view === one)
  const tucked = behind.find((one) => one === view)
  const overdue = countOf(view)?.overdue ?? 0
  const counted = number(total) + (totalAtLeast ? '+' : '')
  return (
    <div className="shrink-0 border-b border-line">
      <h1 className="sr-only">{t(`view.${view}`)}</h1>
      <div className="flex h-14 items-center gap-2 px-3">
        <SearchBox q={q} onSearch={onSearch} onLeaveSearch={onLeaveSearch} searchRef={searchRef} />
      </div>
      <nav aria-label={t('inbox.views')} className="flex items-stretch px-2">
        {ahead.map((one) => (
          <Link
            key={one}
            to="/inbox/$view/{-$conversationId}"
            params={{ view: one, conversationId: undefined }}
            search={(now) => ({ ...(now.order && { order: now.order }) })}
            aria-current={one === view ? 'page' : undefined}
            className={classes(
              'ring-inside relative flex h-9 min-w-0 items-center gap-1 rounded-t-md px-2 text-sm whitespace-nowrap',
              one === view ? 'font-semibold text-ink' : 'text-ink-2 hover:text-ink',
            )}
          >
            <span className="truncate">{t(`view.${one}`)}</span>
            {!tucked && <span className="tnum text-2xs font-medium text-ink-3 @max-[22rem]:hidden">{compactNumber(countOf(one)?.count ?? 0)}</span>}
            {one === view && <span className="absolute inset-x-1.5 bottom-0 h-0.5 rounded-full bg-accent" aria-hidden="true" />}
          </Link>
        ))}
        <Menu
          label={t('inbox.moreViews')}
          trigger={
            <button
              type="button"
              aria-label={tucked ? undefined : t('inbox.moreViews')}
              className={classes(
                'ring-inside relative ms-auto flex h-9 min-w-0 items-center gap-0.5 rounded-t-md px-2 text-sm whitespace-nowrap',
                tucked ? 'font-semibold text-ink' : 'text-ink-2 hover:text-ink',
              )}
            >
              {tucked ? <span className="truncate">{t(`view.${tucked}`)}</span> : <Ellipsis className="size-4 shrink-0" aria-hidden="true" />}
              {tucked && <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />}
              {tucked && <span className="absolute inset-x-1.5 bottom-0 h-0.5 rounded-full bg-accent" aria-hidden="true" />}
            </button>
          }
        >
          {behind.map((one) => (
            <MenuItem key={one} checked={one === view} hint={number(countOf(one)?.count ?? 0)} onSelect={() => onView(one)}>
              {t(`view.${one}`)}
            </MenuItem>
          ))}
        </Menu>
      </nav>
      <div className="flex h-9 items-center justify-between gap-2 border-t border-line ps-4 pe-2">
        <p className="tnum flex min-w-0 items-center gap-2 text-xs text-ink-3">
          {fresh > 0 ? <NewPill count={fresh} onShow={onFresh} /> : <span className="truncate">{t(q ? 'inbox.found' : 'inbox.count', { count: total, number: counted })}</span>}
          {overdue > 0 && !q && (
            <span className="flex shrink-0 items-center gap-1 font-semibold text-overdue">
              <TriangleAlert className="size-3.5" aria-hidden="true" />
              {t('inbox.overdue', { count: overdue, number: number(overdue) })}
            </span>
          )}
        </p>
        <Menu
          label={t('inbox.order')}
          trigger={
            <button type="button" data-dense="" className="flex h-7 shrink-0 items-center gap-1 rounded-md px-2 text-xs font-medium text-ink-2 hover:bg-surface-2 hover:text-ink">
              <ArrowDownWideNarrow className="size-3.5" aria-hidden="true" />
              {t(`order.${order}`)}
            </button>
          }
        >
          {(['urgency', 'newest'] as const).map((one) => (
            <MenuItem key={one} checked={one === order} onSelect={() => onOrder(one)}>
              {t(`order.${one}Long`)}
            </MenuItem>
          ))}
          <MenuLine />
          <MenuHeading>
            <span className="block max-w-60 font-normal text-pretty whitespace-normal">{t('order.how')}</span>
          </MenuHeading>
        </Menu>
      </div>
    </div>
  )
}
