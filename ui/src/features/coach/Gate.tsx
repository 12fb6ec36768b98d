import { useTranslation } from 'react-i18next'
import { Hand, UsersRound } from 'lucide-react'
import type { Advice, Verdict } from '@/api/types-answer'
import { Button } from '@/ui/Button'
import { GradeIcon } from '@/ui/Grade'

const tones = { blocked: 'text-overdue', needs_approval: 'text-soon', stopped: 'text-overdue' }

interface Props {
  id: string
  verdict: Verdict
  /** The remarks that decided it. */
  deciding: readonly Advice[]
  onOverride: () => void
  onSecond: () => void
}

/** Beside the send button: why it does not send, or what sending will do. */
export function Gate({ id, verdict, deciding, onOverride, onSecond }: Props) {
  const { t } = useTranslation()
  const { state, may_override } = verdict
  if (state === 'free') return null
  const Icon = state === 'stopped' ? Hand : UsersRound
  const reason = deciding[0]?.reason
  const why = state === 'blocked' ? reason || verdict.why : [verdict.why, state === 'needs_approval' && reason].filter(Boolean).join(' ')
  return (
    <div className="ms-auto flex min-w-0 flex-wrap items-center justify-end gap-x-3 gap-y-1 text-xs">
      <p id={id} tabIndex={-1} className={`flex outline-none min-w-0 items-start gap-1.5 font-medium text-pretty ${tones[state]}`}>
        {state === 'blocked' ? <GradeIcon grade="stop" className="mt-px !size-3.5" /> : <Icon className="mt-px size-3.5 shrink-0" aria-hidden="true" />}
        <span data-reason="">{why || t(`gate.${state}`)}</span>
      </p>
      {state === 'needs_approval' && (
        <Button size="sm" tone="quiet" data-dense="" onClick={onSecond}>
          {t('gate.secondNote')}
        </Button>
      )}
      {state === 'blocked' && (
        <span className="flex flex-wrap gap-1">
          <Button size="sm" tone="quiet" data-dense="" onClick={onSecond}>
            {t('gate.second')}
          </Button>
          {may_override && (
            <Button size="sm" tone="quiet" data-dense="" onClick={onOverride}>
              {t('gate.override')}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}
