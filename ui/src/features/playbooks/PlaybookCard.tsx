import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { BookOpenCheck, ChevronRight, CircleCheck, History } from 'lucide-react'
import { answering } from '@/api/actions-answer'
import type { Playbook } from '@/api/types-answer'
import { dateTime } from '@/lib/dates'
import { useTopicNames } from '@/lib/topics'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { PlaybookWords } from '@/ui/PlaybookWords'
import { classes } from '@/ui/classes'

const VersionsDialog = lazy(() => import('./VersionsDialog').then((all) => ({ default: all.VersionsDialog })))

export function PlaybookCard({ playbook, onEdit }: { playbook: Playbook; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const names = useTopicNames()
  const [past, setPast] = useState(false)
  const confirm = useMutation({
    mutationFn: () => answering.confirmRead(playbook.id, playbook.version),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['playbooks'] })
      void client.invalidateQueries({ queryKey: ['views'] })
    },
    onError: (error) => tell(explain(error, t), 'error'),
  })
  const topics = playbook.topics.length > 0 ? playbook.topics.map((one) => names.get(one) ?? one).join(', ') : t('playbooks.everything')
  return (
    <li className="rounded-2xl border border-line bg-surface shadow-1">
      <details className="group">
        <summary className="ring-inside flex list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-2xl px-4 py-3 [&::-webkit-details-marker]:hidden">
          <ChevronRight className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90 rtl:-scale-x-100" aria-hidden="true" />
          <span className="min-w-0 flex-1 basis-60">
            <bdi className={classes('block truncate text-sm font-semibold', playbook.retired && 'text-ink-3')}>{playbook.title}</bdi>
            <span className="block truncate text-xs text-ink-3">{topics}</span>
          </span>
          <span className="tnum text-xs text-ink-3">{t('playbooks.version', { version: playbook.version })}</span>
          {!playbook.retired &&
            (playbook.confirmed ? (
              <span className="flex items-center gap-1 text-xs font-medium text-done">
                <CircleCheck className="size-4" aria-hidden="true" />
                {t('playbooks.confirmed')}
              </span>
            ) : (
              <span className="flex items-center gap-1 text-xs font-medium text-soon">
                <BookOpenCheck className="size-4" aria-hidden="true" />
                {t(playbook.confirmed_version > 0 ? 'playbooks.changed' : 'playbooks.toRead')}
              </span>
            ))}
        </summary>
        <div className="border-t border-line px-4 py-3">
          <PlaybookWords words={playbook} />
          <footer className="mt-4 flex flex-wrap items-center gap-2">
            <p className="me-auto text-xs text-ink-3">
              {t('playbooks.updated', { name: playbook.updated_by.name, when: dateTime(playbook.updated_at) })}
              {playbook.readers_missing > 0 && ` · ${t('playbooks.missing', { count: playbook.readers_missing })}`}
            </p>
            <Button size="sm" tone="quiet" onClick={() => setPast(true)} icon={<History className="size-3.5" aria-hidden="true" />}>
              {t('playbooks.versions')}
            </Button>
            {onEdit && (
              <Button size="sm" onClick={onEdit}>
                {t('playbooks.edit')}
              </Button>
            )}
            {!playbook.confirmed && !playbook.retired && (
              <Button size="sm" tone="primary" onClick={() => confirm.mutate()} aria-disabled={confirm.isPending} icon={<BookOpenCheck className="size-3.5" aria-hidden="true" />}>
                {t('playbooks.confirm')}
              </Button>
            )}
          </footer>
        </div>
      </details>
      <Suspense>{past && <VersionsDialog playbook={playbook} onClose={() => setPast(false)} />}</Suspense>
    </li>
  )
}
