import { useTranslation } from 'react-i18next'
import { Hand, OctagonAlert, UsersRound } from 'lucide-react'
import type { Verdict } from '@/api/types-answer'
import { Button } from '@/ui/Button'

const icons = { blocked: OctagonAlert, needs_approval: UsersRound, stopped: Hand }
const tones = { blocked: 'text-overdue', needs_approval: 'text-soon', stopped: 'text-overdue' }

/** Beside the send button: why it does not send, or what sending will do. */
export function Gate({ id, verdict, onOverride }: { id: string; verdict: Verdict; onOverride: () => void }) {
  const { t } = useTranslation()
  const { state, why, may_override } = verdict
  if (state === 'free') return null
  const Icon = icons[state]
  return (
    <div className="flex w-full flex-wrap items-center justify-end gap-x-3 gap-y-1 text-xs">
      <p id={id} tabIndex={-1} className={`flex outline-none min-w-0 items-start gap-1.5 font-medium text-pretty ${tones[state]}`}>
        <Icon className="mt-px size-3.5 shrink-0" aria-hidden="true" />
        <span>{why || t(`gate.${state}`)}</span>
      </p>
      {state === 'blocked' && may_override && (
        <Button size="sm" tone="quiet" data-dense="" onClick={onOverride}>
          {t('gate.override')}
        </Button>
      )}
    </div>
  )
}
