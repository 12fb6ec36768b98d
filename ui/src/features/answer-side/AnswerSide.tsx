import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { BookOpen, BookOpenCheck, ChevronRight } from 'lucide-react'
import { answering } from '@/api/actions-answer'
import { useSession } from '@/api/session'
import type { Conversation } from '@/api/types'
import type { Playbook } from '@/api/types-answer'
import type { SideAt } from '@/lib/side'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { PlaybookWords } from '@/ui/PlaybookWords'
import { RemedyBox } from './RemedyBox'
import { StandingPromises } from './StandingPromises'

const Heading = ({ children }: { children: string }) => <h3 tabIndex={-1} className="px-2 pb-1 text-xs font-semibold text-ink-3">{children}</h3>

function Fitting({ playbook, conversationId, open, reads }: { playbook: Playbook; conversationId: string; open: boolean; reads: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => answering.confirmRead(playbook.id, playbook.version),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['playbooks'] })
      void client.invalidateQueries({ queryKey: ['conversation', conversationId] })
      void client.invalidateQueries({ queryKey: ['views'] })
    },
    onError: (error) => tell(explain(error, t), 'error'),
  })
  return (
    <details open={open} data-playbook={playbook.id} className="group rounded-xl border border-line">
      <summary className="ring-inside flex min-h-9 list-none items-center gap-2 rounded-xl px-2.5 py-1.5 text-sm font-medium [&::-webkit-details-marker]:hidden">
        <BookOpen className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <bdi className="min-w-0 flex-1 truncate">{playbook.title}</bdi>
        <ChevronRight className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90 rtl:-scale-x-100" aria-hidden="true" />
      </summary>
      <div className="flex flex-col gap-3 px-2.5 pt-1 pb-3">
        {!playbook.confirmed && reads && (
          <p className="flex items-start gap-1.5 text-xs font-medium text-pretty text-soon">
            <BookOpenCheck className="mt-px size-3.5 shrink-0" aria-hidden="true" />
            {t(playbook.confirmed_version > 0 ? 'playbook.changed' : 'playbook.unread')}
          </p>
        )}
        <PlaybookWords words={playbook} />
        {!playbook.confirmed && (
          <Button size="sm" className="self-start" onClick={() => confirm.mutate()} aria-disabled={confirm.isPending} icon={<BookOpenCheck className="size-3.5" aria-hidden="true" />}>
            {t('playbooks.confirm')}
          </Button>
        )}
      </div>
    </details>
  )
}

/** Leads eyes and hands to the part that somebody asked for. */
function useLeadTo(box: RefObject<HTMLElement | null>, at: SideAt | undefined) {
  useEffect(() => {
    const part = at && box.current?.querySelector(`[data-side="${at.part}"]`)
    if (!part) return
    const folded = part.querySelector('details')
    if (folded) folded.open = true
    const goal = part.querySelector<HTMLElement>(folded ? 'summary' : 'h3')
    goal?.focus({ preventScroll: true })
    part.scrollIntoView({ block: 'start' })
  }, [box, at])
}

/** What helps to answer this one well: what would put it right, what we promised, what guides us. */
export function AnswerSide({ conversation, at }: { conversation: Conversation; at: SideAt | undefined }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { playbooks, promises, remedy, row } = conversation
  const box = useRef<HTMLDivElement>(null)
  useLeadTo(box, at)
  return (
    <div ref={box} className="flex flex-col gap-5">
      <section data-side="remedy" className="scroll-mt-10">
        <Heading>{t('remedy.title')}</Heading>
        <RemedyBox key={remedy?.version ?? 0} conversationId={row.id} remedy={remedy ?? null} may={user.role !== 'viewer'} />
      </section>
      <section data-side="promises" className="scroll-mt-10">
        <Heading>{t('promises.title')}</Heading>
        <StandingPromises conversationId={row.id} promises={promises} may={user.role !== 'viewer'} />
      </section>
      {playbooks.length > 0 && (
        <section data-side="playbook" className="scroll-mt-10">
          <Heading>{t('playbook.title')}</Heading>
          <div className="flex flex-col gap-2">
            {playbooks.map((one, place) => (
              <Fitting key={one.id} playbook={one} conversationId={row.id} open={place === 0 && !one.confirmed} reads={user.role !== 'viewer'} />
            ))}
          </div>
        </section>
      )}
    </div>
  )
}
