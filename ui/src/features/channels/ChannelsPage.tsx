import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Unplug } from 'lucide-react'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { Channel } from '@/api/types'
import { StreamLine } from '@/features/hearing'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Page } from '@/ui/Page'
import { Empty, Failure } from '@/ui/States'
import { ChannelCard } from './ChannelCard'
import { ConnectDialog } from './ConnectDialog'
import { EmbedDialog } from './EmbedDialog'
import { ReconnectDialog } from './ReconnectDialog'

type Open = { what: 'connect' } | { what: 'reconnect' | 'disconnect' | 'embed'; channel: Channel } | null

function DisconnectDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const disconnect = useMutation({
    mutationFn: () => desk.disconnect(channel.id),
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: ['channels'] })
    },
    onError: (error) => tell(explain(error, t), 'error'),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('channels.disconnectTitle', { name: channel.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="danger" onClick={() => disconnect.mutate()} aria-disabled={disconnect.isPending} icon={<Unplug className="size-4" aria-hidden="true" />}>
            {t('channels.disconnect')}
          </Button>
        </>
      }
    >
      <p className="text-sm text-pretty text-ink-2">{t('channels.disconnectText')}</p>
    </Dialog>
  )
}

function Antenna() {
  return (
    <svg viewBox="0 0 120 80" className="w-28" aria-hidden="true">
      <path d="M60 34v38M46 72h28" stroke="var(--line-strong)" strokeWidth="3" strokeLinecap="round" />
      <circle cx="60" cy="30" r="6" fill="var(--accent)" />
      <path d="M44 44a20 20 0 0 1 0-28M76 16a20 20 0 0 1 0 28M34 54a34 34 0 0 1 0-48M86 6a34 34 0 0 1 0 48" fill="none" stroke="var(--accent-line)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}

export function ChannelsPage() {
  const { t } = useTranslation()
  const owner = useSession().user.role === 'owner'
  const channels = useQuery(queries.channels)
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const items = channels.data?.items ?? []
  const connect = owner && (
    <Button tone="primary" onClick={() => setOpen({ what: 'connect' })} icon={<Plus className="size-4" aria-hidden="true" />}>
      {t('channels.connect')}
    </Button>
  )
  return (
    <Page title={t('channels.title')} about={t('channels.about')} action={items.length > 0 && connect}>
      {channels.isError && <Failure error={channels.error} retry={() => void channels.refetch()} />}
      {channels.data && items.length === 0 && (
        <Empty picture={<Antenna />} title={t('channels.emptyTitle')} action={connect}>
          {t('channels.emptyText')}
        </Empty>
      )}
      {items.length > 0 && <StreamLine />}
      <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
        {channels.isPending && [1, 2, 3, 4].map((at) => <li key={at} className="skeleton h-52 !rounded-2xl" />)}
        {items.map((channel) => (
          <li key={channel.id} className="grid min-w-0 grid-cols-1">
            <ChannelCard
              channel={channel}
              onReconnect={() => setOpen({ what: 'reconnect', channel })}
              onDisconnect={() => setOpen({ what: 'disconnect', channel })}
              onEmbed={() => setOpen({ what: 'embed', channel })}
            />
          </li>
        ))}
      </ul>
      {open?.what === 'connect' && (
        <ConnectDialog onClose={close} onConnected={(channel) => setOpen(channel.public_url ? { what: 'embed', channel } : null)} />
      )}
      {open?.what === 'reconnect' && <ReconnectDialog channel={open.channel} onClose={close} />}
      {open?.what === 'disconnect' && <DisconnectDialog channel={open.channel} onClose={close} />}
      {open?.what === 'embed' && <EmbedDialog channel={open.channel} onClose={close} />}
    </Page>
  )
}
