import { useTranslation } from 'react-i18next'
import { CircleCheck, CircleSlash, KeyRound, LoaderCircle, Unplug } from 'lucide-react'
import type { ChannelState } from '@/api/types'
import { classes } from '@/ui/classes'

const looks: Record<ChannelState, { look: string; Icon: typeof CircleCheck }> = {
  listening: { look: 'bg-done-soft text-done', Icon: CircleCheck },
  connecting: { look: 'bg-accent-soft text-accent', Icon: LoaderCircle },
  unreachable: { look: 'bg-soon-soft text-soon', Icon: CircleSlash },
  refused: { look: 'bg-overdue-soft text-overdue', Icon: KeyRound },
  disconnected: { look: 'bg-surface-2 text-ink-2', Icon: Unplug },
}

export function StateChip({ state }: { state: ChannelState }) {
  const { t } = useTranslation()
  const { look, Icon } = looks[state]
  return (
    <span data-chip={state} className={classes('inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md px-2 text-xs font-semibold', look)}>
      <Icon className={classes('size-3.5', state === 'connecting' && 'animate-spin')} aria-hidden="true" />
      {t(`channelState.${state}`)}
    </span>
  )
}

export const isTroubled = (state: ChannelState): boolean => state === 'refused' || state === 'unreachable'
