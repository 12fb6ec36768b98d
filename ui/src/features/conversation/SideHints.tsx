import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BookOpen, HandHeart, HandHelping, TriangleAlert } from 'lucide-react'
import type { Conversation } from '@/api/types'
import type { SidePart } from '@/lib/side'
import { classes } from '@/ui/classes'
import { sideHints } from './side-hints'

interface ChipProps {
  part: SidePart
  icon: ReactNode
  tone?: string
  onOpen: (part: SidePart) => void
  children: ReactNode
}

function Chip({ part, icon, tone = 'text-ink-2', onOpen, children }: ChipProps) {
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
      <span className="truncate">{children}</span>
    </button>
  )
}

/** Where the customer's pane is folded away: what it holds that helps to answer this one. */
export function SideHints({ conversation, onOpen }: { conversation: Conversation; onOpen: (part: SidePart) => void }) {
  const { t } = useTranslation()
  const { playbook, open, broken, wish } = sideHints(conversation)
  if (!playbook && open + broken === 0 && !wish) return null
  return (
    <div role="group" aria-label={t('sideHints.label')} className="flex items-center gap-1 overflow-hidden pb-1">
      {playbook && (
        <Chip part="playbook" onOpen={onOpen} icon={<BookOpen className="size-3.5 shrink-0" aria-hidden="true" />}>
          <span className="sr-only">{t('sideHints.playbook')}: </span>
          <bdi>{playbook.title}</bdi>
        </Chip>
      )}
      {broken > 0 && (
        <Chip part="promises" tone="text-overdue" onOpen={onOpen} icon={<TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />}>
          {t('sideHints.broken', { count: broken })}
        </Chip>
      )}
      {open > 0 && (
        <Chip part="promises" onOpen={onOpen} icon={<HandHeart className="size-3.5 shrink-0" aria-hidden="true" />}>
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
