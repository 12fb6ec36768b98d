import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import { listening } from '@/api/actions-listening'
import type { Identity, Quiet } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field, fieldLook } from '@/ui/Field'
import { networkName } from '@/ui/NetworkGlyph'

interface Props {
  /** Whom the desk knows already; else the account is named by hand. */
  author: Identity | null
  onClose: () => void
  onAdded: (quiet: Quiet) => void
}

/** Whom not to approach unasked, and why. The reason stays with the account. */
export function QuietDialog({ author, onClose, onAdded }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const channels = useQuery({ ...queries.channels, enabled: author === null }).data?.items ?? []
  const networks = [...new Set(channels.map((channel) => channel.network))]
  const [network, setNetwork] = useState('')
  const [handle, setHandle] = useState('')
  const [reason, setReason] = useState('')
  const add = useMutation({
    mutationFn: () =>
      listening.addQuiet(author ? { identity_id: author.id, reason: reason.trim() } : { network: network || networks[0], handle: handle.trim(), reason: reason.trim() }),
    onSuccess: onAdded,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!add.isPending) add.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={author ? t('quiet.leave', { name: author.name || atHandle(author.handle, author.network) }) : t('quiet.add')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={add.isPending}>
          {t('quiet.save')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-pretty text-ink-2">{t('quiet.what')}</p>
        {!author && (
          <>
            <div className="flex flex-col gap-1.5">
              <label htmlFor={`${form}-network`} className="text-sm font-medium">
                {t('quiet.network')}
              </label>
              <select id={`${form}-network`} value={network || networks[0]} onChange={(event) => setNetwork(event.target.value)} className={fieldLook}>
                {networks.map((one) => (
                  <option key={one} value={one}>
                    {networkName(one)}
                  </option>
                ))}
              </select>
            </div>
            <Field label={t('quiet.handle')} value={handle} onChange={(event) => setHandle(event.target.value)} required autoCapitalize="none" autoComplete="off" />
          </>
        )}
        <Field label={t('quiet.reason')} help={t('quiet.reasonHelp')} value={reason} onChange={(event) => setReason(event.target.value)} required autoComplete="off" maxLength={300} />
        {add.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(add.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
