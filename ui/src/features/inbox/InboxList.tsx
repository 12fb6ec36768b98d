import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useSession } from '@/api/session'
import type { View } from '@/api/types'
import { useSettings } from '@/lib/settings'
import { Failure } from '@/ui/States'
import { NewPill } from './NewPill'
import { NothingHere } from './NothingHere'
import { Row, rowDomId } from './Row'
import { RowSkeletons } from './RowSkeletons'
import type { ListState } from './list-state'
import type { ConversationList } from './lists'

interface Props {
  list: ConversationList
  state: ListState
  view: View
  q: string
  active: string | undefined
  picked: ReadonlySet<string>
  onOpen: (id: string, elsewhere: boolean) => void
  onClearSearch: () => void
}

export function InboxList({ list, state, view, q, active, picked, onOpen, onClearSearch }: Props) {
  const { t } = useTranslation()
  const session = useSession()
  const compact = useSettings().density === 'compact'
  const height = compact ? 56 : 84
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: state.ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (at) => state.ids[at] ?? at,
    overscan: 6,
  })
  useEffect(() => virtual.measure(), [virtual, height])

  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (state.next && last >= state.ids.length - 20) void list.more()
  }, [list, state.next, state.ids.length, last])

  const at = active === undefined ? -1 : state.ids.indexOf(active)
  // The active row is kept in sight when it was moved by keys, not when the list around it changed.
  const shown = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (at < 0 || shown.current === active) return
    shown.current = active
    virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, active, virtual])

  const showFresh = useCallback(() => {
    void list.load()
    scroller.current?.scrollTo({ top: 0 })
  }, [list])

  if (state.phase === 'loading') return <RowSkeletons height={height} />
  if (state.phase === 'failed') return <Failure error={state.error} retry={() => void list.load()} />
  return (
    <div className="relative min-h-0 flex-1">
      {state.fresh.length > 0 && <NewPill count={state.fresh.length} onShow={showFresh} />}
      <div
        ref={scroller}
        className="h-full overflow-y-auto overscroll-contain"
        data-testid="inbox-scroller"
      >
        {state.ids.length === 0 ? (
          <NothingHere view={view} q={q} onClearSearch={onClearSearch} />
        ) : (
          <div
            role="listbox"
            tabIndex={0}
            aria-label={t('inbox.list')}
            aria-multiselectable="true"
            aria-activedescendant={items.some((item) => item.index === at) && active ? rowDomId(active) : undefined}
            className="ring-inside relative w-full"
            style={{ height: virtual.getTotalSize() }}
          >
            {items.map((item) => {
              const id = state.ids[item.index]
              if (id === undefined) return null
              return (
                <Row
                  key={id}
                  id={id}
                  me={session.user.id}
                  view={view}
                  promise={session.promise_minutes}
                  active={id === active}
                  picked={picked.has(id)}
                  compact={compact}
                  position={item.index + 1}
                  total={state.total}
                  top={item.start}
                  height={item.size}
                  onOpen={onOpen}
                />
              )
            })}
          </div>
        )}
      </div>
    </div>
  )
}
