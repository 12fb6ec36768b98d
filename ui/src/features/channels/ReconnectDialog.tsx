import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import type { Channel } from '@/api/types'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Bars } from '@/ui/States'
import { NetworkFields, type Values, presetsOf, toFields } from './NetworkFields'

export function ReconnectDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const network = useQuery(queries.networks).data?.items.find((one) => one.name === channel.network)
  const [written, setWritten] = useState<Values>({})
  const values = network ? { ...presetsOf(network), handle: channel.handle, identifier: channel.handle, ...written } : written
  const reconnect = useMutation({
    mutationFn: () => (network ? desk.reconnect(channel.id, toFields(network, values)) : Promise.reject(new Error())),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['channels'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reconnect.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('channels.reconnectTitle', { name: channel.name })}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={reconnect.isPending}>
          {t('channels.reconnect')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-ink-2">{t('channels.reconnectText')}</p>
        {network ? <NetworkFields network={network} values={values} error={reconnect.error} onChange={setWritten} /> : <Bars widths={['80%', '80%']} />}
        {reconnect.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(reconnect.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
