import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, VolumeX } from 'lucide-react'
import { listening } from '@/api/actions-listening'
import { useSession } from '@/api/session'
import type { Quiet } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { useNow } from '@/lib/now'
import { longAgo } from '@/lib/time'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { networkName } from '@/ui/NetworkGlyph'
import { Page } from '@/ui/Page'
import { Bars, Empty, Failure } from '@/ui/States'
import { ListeningTabs } from './ListeningTabs'
import { QuietDialog } from './QuietDialog'

/** Whom we do not approach unasked. */
export function QuietPage() {
  const { t } = useTranslation()
  const now = useNow()
  const { user } = useSession()
  const client = useQueryClient()
  const may = user.role !== 'viewer'
  const [adding, setAdding] = useState(false)
  const pages = useInfiniteQuery({
    queryKey: ['quiet'],
    queryFn: ({ pageParam }) => listening.quiet(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const refresh = () => void client.invalidateQueries({ queryKey: ['quiet'] })
  const remove = (quiet: Quiet) => {
    listening.removeQuiet(quiet.id).then(
      () => {
        refresh()
        tell(t('quiet.removed', { handle: quiet.handle }))
      },
      (error: unknown) => void tell(explain(error, t), 'error'),
    )
  }
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={t('quiet.title')}
      about={t('quiet.about')}
      action={
        may && (
          <Button tone="primary" onClick={() => setAdding(true)} icon={<Plus className="size-4" aria-hidden="true" />}>
            {t('quiet.add')}
          </Button>
        )
      }
    >
      <ListeningTabs />
      {pages.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {pages.isError && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data && items.length === 0 && (
        <Empty picture={<VolumeX className="size-10" strokeWidth={1.5} aria-hidden="true" />} title={t('quiet.emptyTitle')}>
          {t('quiet.emptyText')}
        </Empty>
      )}
      {items.length > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
          {items.map((quiet) => (
            <li key={quiet.id} className="flex items-center gap-3 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">
                  <bdi>{atHandle(quiet.handle, quiet.network)}</bdi>
                  <span className="ms-2 text-xs font-normal text-ink-3">{networkName(quiet.network)}</span>
                </p>
                <p className="text-xs text-pretty text-ink-2">{quiet.reason}</p>
                <p className="tnum text-xs text-ink-3">
                  {quiet.added_by && <>{t('quiet.by', { name: quiet.added_by })} · </>}
                  {longAgo(quiet.at, now, t)}
                </p>
              </div>
              {may && (
                <Button size="sm" aria-label={t('quiet.removeOne', { handle: quiet.handle })} onClick={() => remove(quiet)}>
                  {t('quiet.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button className="self-center" onClick={() => void pages.fetchNextPage()}>
          {t('listening.older')}
        </Button>
      )}
      {adding && (
        <QuietDialog
          author={null}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false)
            refresh()
          }}
        />
      )}
    </Page>
  )
}
