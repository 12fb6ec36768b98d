import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { useSession } from '@/api/session'
import type { Pledge } from '@/api/types-answer'
import { Button } from '@/ui/Button'
import { PledgeDue } from '@/ui/PledgeDue'

const CloseDialog = lazy(() => import('./CloseDialog').then((all) => ({ default: all.CloseDialog })))

/** One promise: what, to whom, whose, until when, and how it ended. */
export function PledgeCard({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const [closing, setClosing] = useState(false)
  const may = user.role !== 'viewer' && (pledge.state === 'open' || (pledge.state === 'broken' && !pledge.made_good_at))
  return (
    <li data-promise={pledge.state} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p dir="auto" className="text-sm font-medium break-words">
          {pledge.what}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-ink-3">
          <Link to="/inbox/$view/{-$conversationId}" params={{ view: 'all', conversationId: pledge.conversation_id }} className="text-accent underline decoration-accent-line underline-offset-2 hover:decoration-current">
            <bdi>{pledge.customer}</bdi>
          </Link>
          <span>
            {t('promises.owner')} <bdi className="font-medium text-ink-2">{pledge.owner.name}</bdi>
          </span>
        </p>
        {pledge.evidence && (
          <p dir="auto" className="mt-1 text-xs text-pretty break-words text-ink-2">
            {pledge.evidence}
          </p>
        )}
      </div>
      <PledgeDue pledge={pledge} />
      {may && (
        <Button size="sm" onClick={() => setClosing(true)} aria-label={t('promises.closeOne', { what: pledge.what })}>
          {t('promises.close')}
        </Button>
      )}
      <Suspense>{closing && <CloseDialog pledge={pledge} onClose={() => setClosing(false)} />}</Suspense>
    </li>
  )
}
