import { Suspense, lazy, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import type { View } from '@/api/types'
import { withWords } from '@/lib/i18n'
import { useRowsWindow } from '@/lib/use-rows-window'
import { useSettings } from '@/lib/settings'
import { useTopicNames } from '@/lib/topics'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Failure } from '@/ui/States'
import { Row, rowDomId } from './Row'
import { RowSkeletons } from './RowSkeletons'
import type { ListState } from './list-state'
import type { ConversationList } from './lists'

const NothingHere = lazy(() => withWords('later', import('./NothingHere')).then((all) => ({ default: all.NothingHere })))
const NEAR_END = 20
export const LIST_SCROLLER = 'inbox-scroller'

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

/** The rows themselves; mounted anew for each list, so that each keeps its own place. */
function Rows({ list, state, view, q, active, picked, onOpen, onClearSearch }: Props) {
  const { t } = useTranslation()
  const session = useSession()
  const compact = useSettings().density === 'compact'
  const height = compact ? 56 : 84
  const topics = useTopicNames()
  const scroller = useRef<HTMLDivElement>(null)
  const { first, last, show } = useRowsWindow(scroller, state.ids.length, height)
  const rows = state.ids.slice(first, last)

  useEffect(() => {
    if (state.next && last >= state.ids.length - NEAR_END) void list.more()
  }, [list, state.next, state.ids.length, last])

  const at = active === undefined ? -1 : state.ids.indexOf(active)
  // The active row is kept in sight when it was moved by keys, not when the list around it changed.
  const shown = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (at < 0 || shown.current === active) return
    shown.current = active
    show(at)
  }, [at, active, show])

  return (
    <div className="min-h-0 flex-1">
      <div
        ref={scroller}
        className="h-full overflow-y-auto overscroll-contain"
        id={LIST_SCROLLER}
      >
        {state.ids.length === 0 ? (
          <Suspense>
            <NothingHere view={view} q={q} onClearSearch={onClearSearch} />
          </Suspense>
        ) : (
          <div
            role="listbox"
            tabIndex={0}
            aria-label={t('inbox.list')}
            aria-multiselectable="true"
            aria-activedescendant={active && at >= first && at < last ? rowDomId(active) : undefined}
            className="ring-inside relative w-full"
            style={{ height: state.ids.length * height }}
          >
            {rows.map((id, offset) => (
              <Row
                key={id}
                id={id}
                me={session.user.id}
                view={view}
                promise={session.promise_minutes}
                active={id === active}
                picked={picked.has(id)}
                compact={compact}
                topics={topics}
                position={first + offset + 1}
                total={state.totalAtLeast ? -1 : state.total}
                top={(first + offset) * height}
                height={height}
                onOpen={onOpen}
              />
            ))}
          </div>
        )}
        {state.error !== null && state.next && (
          <p role="alert" className="flex items-center justify-center gap-3 py-4 text-xs text-ink-2">
            {explain(state.error, t)}
            <Button size="sm" onClick={() => void list.more()}>
              {t('action.retry')}
            </Button>
          </p>
        )}
      </div>
    </div>
  )
}

export function InboxList(props: Props) {
  const { list, state } = props
  const compact = useSettings().density === 'compact'
  if (state.phase === 'loading') return <RowSkeletons height={compact ? 56 : 84} />
  if (state.phase === 'failed') return <Failure error={state.error} retry={() => void list.load()} />
  return <Rows key={list.key} {...props} />
}
