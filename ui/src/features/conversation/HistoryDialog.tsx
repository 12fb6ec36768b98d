import { useTranslation } from 'react-i18next'
import { useInfiniteQuery } from '@tanstack/react-query'
import { desk } from '@/api/desk'
import { useMe } from '@/api/session'
import { dayName, clock, fullTime, dayKey } from '@/lib/time'
import { useNow } from '@/lib/now'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Bars, Failure } from '@/ui/States'
import { eventWords } from './event-words'

/** Every fact about this conversation, newest first. */
export function HistoryDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const now = useNow()
  const pages = useInfiniteQuery({
    queryKey: ['events', id, 'all'],
    queryFn: ({ pageParam }) => desk.events(id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const events = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Dialog wide open onClose={onClose} title={t('history.title')}>
      {pages.isPending && <Bars widths={['70%', '55%', '62%', '48%']} />}
      {pages.isError && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      <ol className="flex flex-col">
        {events.map((event, at) => {
          const newDay = at === 0 || dayKey(events[at - 1]?.at ?? '') !== dayKey(event.at)
          return (
            <li key={event.seq}>
              {newDay && <p className="pt-4 pb-1 text-xs font-semibold text-ink-3">{dayName(event.at, now, t)}</p>}
              <p className="flex items-baseline gap-3 border-s-2 border-line py-1.5 ps-3 text-sm">
                <time dateTime={event.at} title={fullTime(event.at)} className="tnum shrink-0 text-xs text-ink-3">
                  {clock(event.at)}
                </time>
                <span className="min-w-0">{eventWords(event, me.id, t)}</span>
              </p>
            </li>
          )
        })}
      </ol>
      {pages.hasNextPage && (
        <Button className="mt-3" onClick={() => void pages.fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </Dialog>
  )
}
