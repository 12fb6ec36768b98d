import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { Code, Ellipsis, KeyRound, Unplug } from 'lucide-react'
import { useSession } from '@/api/session'
import type { Channel } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { useSeconds } from '@/lib/now'
import { longAgo, number } from '@/lib/time'
import { Button, IconButton } from '@/ui/Button'
import { Menu, MenuItem, MenuLine } from '@/ui/Menu'
import { NetworkGlyph, networkName } from '@/ui/NetworkGlyph'
import { StateChip, isTroubled } from './ChannelState'

interface Props {
  channel: Channel
  onReconnect: () => void
  onDisconnect: () => void
  onEmbed: () => void
}

function Figure({ name, children, trouble }: { name: string; children: ReactNode; trouble?: boolean }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-ink-3">{name}</dt>
      <dd className={`tnum truncate text-sm font-semibold ${trouble ? 'text-overdue' : ''}`}>{children}</dd>
    </div>
  )
}

function Heard({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation()
  const now = useSeconds()
  return <>{at ? longAgo(at, now, t) : t('channels.never')}</>
}

export function ChannelCard({ channel, onReconnect, onDisconnect, onEmbed }: Props) {
  const { t } = useTranslation()
  const owner = useSession().user.role === 'owner'
  const off = channel.state === 'disconnected'
  const hasSecrets = channel.network !== 'web_form' && channel.network !== 'street' && channel.network !== 'replay'
  return (
    <article className="flex flex-col rounded-2xl border border-line bg-surface p-5 shadow-1">
      <header className="flex items-start gap-3">
        <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-surface-2 text-ink">
          <NetworkGlyph network={channel.network} className="size-6" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold tracking-tight">{channel.name || networkName(channel.network)}</h2>
          <p className="truncate text-sm text-ink-3">
            <bdi>{atHandle(channel.handle, channel.network)}</bdi> · {networkName(channel.network)}
          </p>
        </div>
        {owner && (
          <Menu
            label={t('channels.menu', { name: channel.name })}
            trigger={
              <IconButton label={t('channels.menu', { name: channel.name })} data-tip-side="start">
                <Ellipsis className="size-4" aria-hidden="true" />
              </IconButton>
            }
          >
            {channel.public_url && (
              <MenuItem icon={<Code className="size-4" aria-hidden="true" />} onSelect={onEmbed}>
                {t('channels.embed')}
              </MenuItem>
            )}
            {hasSecrets && (
              <MenuItem icon={<KeyRound className="size-4" aria-hidden="true" />} onSelect={onReconnect}>
                {t('channels.reconnect')}
              </MenuItem>
            )}
            {!off && (
              <>
                {(hasSecrets || channel.public_url) && <MenuLine />}
                <MenuItem danger icon={<Unplug className="size-4" aria-hidden="true" />} onSelect={onDisconnect}>
                  {t('channels.disconnect')}
                </MenuItem>
              </>
            )}
          </Menu>
        )}
      </header>
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <StateChip state={channel.state} />
        {!off && (
          <span className="tnum text-xs text-ink-3">
            {t('channels.lastHeard')} <Heard at={channel.last_heard_at} />
          </span>
        )}
      </div>
      <div className="h-4" />
      {channel.state_reason && (
        <div className={`-mt-1 mb-4 rounded-lg px-3 py-2 text-sm text-pretty ${isTroubled(channel.state) ? 'bg-overdue-soft text-overdue' : 'bg-surface-2 text-ink-2'}`}>
          <p>{channel.state_reason}</p>
          {owner && channel.state === 'refused' && hasSecrets && (
            <Button size="sm" className="mt-2" onClick={onReconnect} icon={<KeyRound className="size-3.5" aria-hidden="true" />}>
              {t('channels.reconnect')}
            </Button>
          )}
        </div>
      )}
      <dl className="mt-auto grid grid-cols-3 gap-3 border-t border-line pt-4">
        <Figure name={t('channels.postsToday')}>{number(channel.posts_today)}</Figure>
        <Figure name={t('channels.lastPost')}>
          <Heard at={channel.last_post_at} />
        </Figure>
        <Figure name={t('channels.outgoing')} trouble={channel.failed_replies > 0}>
          {channel.failed_replies > 0 ? (
            <Link to="/outbox" className="underline underline-offset-2">
              {t('channels.failed', { count: channel.failed_replies })}
            </Link>
          ) : (
            t('channels.waiting', { count: channel.waiting_replies })
          )}
        </Figure>
      </dl>
    </article>
  )
}
