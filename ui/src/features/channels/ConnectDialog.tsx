import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, ChevronRight, CircleAlert } from 'lucide-react'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import type { Channel, Network } from '@/api/types'
import { newKey } from '@/lib/ids'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { NetworkGlyph } from '@/ui/NetworkGlyph'
import { Bars, Failure } from '@/ui/States'
import { NetworkFields, type Values, presetsOf, toFields } from './NetworkFields'

interface Props {
  onClose: () => void
  onConnected: (channel: Channel) => void
}

function Choose({ onChoose }: { onChoose: (network: Network) => void }) {
  const { t } = useTranslation()
  const networks = useQuery(queries.networks)
  if (networks.isPending) return <Bars widths={['90%', '80%', '85%']} />
  if (networks.isError) return <Failure error={networks.error} retry={() => void networks.refetch()} />
  return (
    <>
      <p className="mb-3 text-sm text-ink-2">{t('channels.choose')}</p>
      <ul className="flex flex-col gap-2">
        {networks.data.items.map((network) => (
          <li key={network.name}>
            <button
              type="button"
              onClick={() => onChoose(network)}
              className="flex w-full items-center gap-3 rounded-xl border border-line px-3 py-3 text-start transition-colors hover:border-line-strong hover:bg-surface-2"
            >
              <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-surface-2">
                <NetworkGlyph network={network.name} className="size-5" />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block font-semibold">{network.label}</span>
                <span className="block text-xs text-pretty text-ink-3">{network.about}</span>
              </span>
              <ChevronRight className="size-4 shrink-0 text-ink-3 rtl:-scale-x-100" aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

export function ConnectDialog({ onClose, onConnected }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const [key, setKey] = useState(newKey)
  const [network, setNetwork] = useState<Network | null>(null)
  const [values, setValues] = useState<Values>({})
  const connect = useMutation({
    mutationFn: (chosen: Network) => desk.connect(chosen.name, toFields(chosen, values), key),
    onSuccess: (channel) => {
      void client.invalidateQueries({ queryKey: ['channels'] })
      onConnected(channel)
    },
  })
  if (!network) {
    return (
      <Dialog open onClose={onClose} title={t('channels.connect')}>
        <Choose
          onChoose={(chosen) => {
            setNetwork(chosen)
            setValues(presetsOf(chosen))
          }}
        />
      </Dialog>
    )
  }
  const change = (next: Values) => {
    setValues(next)
    // Other words are another request; only the same one may be taken for a repetition.
    setKey(newKey())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!connect.isPending) connect.mutate(network)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('channels.connectTo', { network: network.label })}
      footer={
        <>
          <Button tone="quiet" className="me-auto" onClick={() => setNetwork(null)} icon={<ArrowLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />}>
            {t('channels.another')}
          </Button>
          <Button type="submit" form={form} tone="primary" aria-disabled={connect.isPending}>
            {t(connect.isPending ? 'channels.connecting' : 'channels.connectNow')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <NetworkFields network={network} values={values} error={connect.error} onChange={change} />
        {connect.isError && (
          <p role="alert" className="flex items-start gap-2 rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {explain(connect.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
