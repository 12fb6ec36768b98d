import { useTranslation } from 'react-i18next'
import { UsersRound } from 'lucide-react'
import type { Approval } from '@/api/types-answer'

/** Who let a reply go, and what was said to its writer. */
export function ApprovalLine({ approval }: { approval: Approval | null }) {
  const { t } = useTranslation()
  if (approval?.decision !== 'approve') return null
  const { by, note } = approval
  return (
    <p className="mt-1 flex max-w-full items-start gap-1 text-xs text-pretty text-ink-3">
      <UsersRound className="mt-px size-3.5 shrink-0" aria-hidden="true" />
      <span dir="auto" className="min-w-0 break-words">
        {note ? t('held.approvedWith', { name: by.name, note }) : t('held.approved', { name: by.name })}
      </span>
    </p>
  )
}
