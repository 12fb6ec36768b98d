import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BookOpen, BookOpenCheck, HandHeart, HandHelping, TriangleAlert } from 'lucide-react'
import type { Conversation } from '@/api/types'
import type { SidePart } from '@/lib/side'
import { number } from '@/lib/time'
import { classes } from '@/ui/classes'
import { sideHints } from './side-hints'

interface ChipProps {
  part: SidePart
  icon: ReactNode
  tone?: string | undefined
  /** A number that stands for the words where the pane is narrow. */
  short?: string
  end?: ReactNode
  onOpen: (part: SidePart) => void
  children: ReactNode
}

function Chip({ part, icon, tone = 'text-ink-2', short, end, onOpen, children }: ChipProps) {
  return (
    <button
      type="button"
      onClick={() => onOpen(part)}
      className={classes(
        'ring-inside tnum flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-lg px-2 text-xs font-medium hover:bg-surface-2 pointer-coarse:min-h-11',
        part === 'playbook' ? 'shrink' : 'shrink-0',
        tone,
      )}
    >
      {icon}
      <span className={classes('truncate', short && '@max-xl:sr-only')}>{children}</span>
      {short && (
        <span aria-hidden="true" className="@xl:hidden">
          {short}
        </span>
      )}
      {end && <span className="shrink-0 @max-xl:sr-only">· {end}</span>}
    </button>
  )
}

interface Props {
  conversation: Conversation
  /** Who answers customers reads playbooks. */
  reads: boolean
  onOpen: (part: SidePart) => void
}

/** Where the customer's pane is folded away: what it holds that helps to answer this one. */
export function SideHints({ conversation, reads, onOpen }: Props) {
  const { t } = useTranslation()
  const { playbook, open, broken, wish } = sideHints(conversation)
  const toRead = playbook && !playbook.confirmed && reads
  const Book = toRead ? BookOpenCheck : BookOpen
  if (!playbook && open + broken === 0 && !wish) return null
  return (
    <div role="group" aria-label={t('sideHints.label')} className="flex items-center gap-1 overflow-hidden pb-1">
      {playbook && (
        <Chip
          part="playbook"
          onOpen={onOpen}
          tone={toRead ? 'text-soon' : undefined}
          icon={<Book className="size-3.5 shrink-0" aria-hidden="true" />}
          end={toRead && t(playbook.confirmed_version > 0 ? 'sideHints.changed' : 'sideHints.toRead')}
        >
          <span className="sr-only">{t('sideHints.playbook')}: </span>
          <bdi>{playbook.title}</bdi>
        </Chip>
      )}
      {broken > 0 && (
        <Chip part="promises" tone="text-overdue" short={number(broken)} onOpen={onOpen} icon={<TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />}>
          {t('sideHints.broken', { count: broken })}
        </Chip>
      )}
      {open > 0 && (
        <Chip part="promises" short={number(open)} onOpen={onOpen} icon={<HandHeart className="size-3.5 shrink-0" aria-hidden="true" />}>
          {t('sideHints.promises', { count: open })}
        </Chip>
      )}
      {wish && (
        <Chip part="remedy" onOpen={onOpen} icon={<HandHelping className="size-3.5 shrink-0" aria-hidden="true" />}>
          {t('sideHints.wish')}
        </Chip>
      )}
    </div>
  )
}
