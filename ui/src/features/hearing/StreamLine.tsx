import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Ear, EarOff, Hourglass, LoaderCircle } from 'lucide-react'
import { listening } from '@/api/actions-listening'
import type { HeardStream } from '@/api/types'
import { useSeconds } from '@/lib/now'
import { longAgo, spell } from '@/lib/time'
import { networkName } from '@/ui/NetworkGlyph'
import { classes } from '@/ui/classes'
import { type Hearing, hearingOf, reasonOf } from './hearing'

const LOOK_MS = 15_000

const looks: Record<Hearing, { look: string; Icon: typeof Ear }> = {
  hears: { look: 'bg-done-soft text-done', Icon: Ear },
  behind: { look: 'bg-soon-soft text-soon', Icon: Hourglass },
  connecting: { look: 'bg-accent-soft text-accent', Icon: LoaderCircle },
  deaf: { look: 'bg-overdue-soft text-overdue', Icon: EarOff },
  off: { look: 'bg-surface-2 text-ink-2', Icon: EarOff },
}

function Heard({ at }: { at: string }) {
  const { t } = useTranslation()
  return <>{t('hearing.upTo', { time: longAgo(at, useSeconds(), t) })}</>
}

function Detail({ stream, state }: { stream: HeardStream; state: Hearing }): ReactNode {
  const { t } = useTranslation()
  const now = useSeconds()
  if (state === 'hears' && stream.heard_up_to) return <Heard at={stream.heard_up_to} />
  if (state === 'behind') return t('hearing.late', { time: spell(Math.floor((stream.behind_s ?? 0) / 60), t) })
  if (state !== 'deaf') return null
  return stream.heard_up_to ? t('hearing.deafSince', { time: longAgo(stream.heard_up_to, now, t) }) : t('hearing.deafNever')
}

/** Whether a whole network is heard. Nobody may believe that all is quiet because the desk is deaf. */
export function StreamLine() {
  const { t } = useTranslation()
  const { data: stream } = useQuery({ queryKey: ['stream'], queryFn: listening.stream, refetchInterval: LOOK_MS })
  if (!stream?.network) return null
  const state = hearingOf(stream)
  const { look, Icon } = looks[state]
  return (
    <section aria-label={t('hearing.label')} data-hearing={state} className={classes('flex items-start gap-2 rounded-lg px-3 py-2 text-sm text-pretty', look)}>
      <Icon className={classes('mt-0.5 size-4 shrink-0', state === 'connecting' && 'animate-spin')} aria-hidden="true" />
      <div className="min-w-0">
        <p role={state === 'deaf' ? 'alert' : undefined} className="font-medium">
          {t(`hearing.${state}`, { network: networkName(stream.network) })}
        </p>
        <p className="tnum text-xs empty:hidden">
          <Detail stream={stream} state={state} />
        </p>
        {stream.reason && <p className="text-xs break-words">{reasonOf(stream.reason, t)}</p>}
      </div>
    </section>
  )
}
