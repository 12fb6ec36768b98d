import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answering } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import { useMe } from '@/api/session'
import { dateTime, fromLocalField, nextWorkday, toLocalField } from '@/lib/dates'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field, fieldLook } from '@/ui/Field'
import type { Proposal } from './use-promise'

interface Props {
  conversationId: string
  proposal: Proposal
  onRecorded: () => void
  onClose: () => void
}

/** Who does what by when: three lines, filled in as far as the draft says. */
export function PromiseDialog({ conversationId, proposal, onRecorded, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const me = useMe()
  const users = useQuery(queries.users)
  const [what, setWhat] = useState(proposal.what)
  const [owner, setOwner] = useState(me.id)
  const [due, setDue] = useState(() => toLocalField(proposal.due ?? nextWorkday(Date.now())))
  const save = useMutation({
    mutationFn: () => answering.promise(conversationId, { what: what.trim(), owner_id: owner, due_at: fromLocalField(due) }),
    onSuccess: (pledge) => {
      void client.invalidateQueries({ queryKey: ['promises'] })
      void client.invalidateQueries({ queryKey: ['conversation', conversationId] })
      tell(t('promise.recorded', { when: dateTime(pledge.due_at) }))
      onRecorded()
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending && what.trim() !== '' && due !== '') save.mutate()
  }
  const people = (users.data?.items ?? []).filter((one) => !one.disabled_at && one.role !== 'viewer')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('promise.record')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={save.isPending}>
          {t('promise.recordNow')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('promise.what')} help={t('promise.whatHelp')} value={what} onChange={(event) => setWhat(event.target.value)} required maxLength={500} dir="auto" />
        <div className="grid gap-4 sm:grid-cols-2">
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            {t('promise.owner')}
            <select className={`${fieldLook} font-normal`} value={owner} onChange={(event) => setOwner(event.target.value)}>
              {!people.some((one) => one.id === me.id) && <option value={me.id}>{me.name}</option>}
              {people.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <Field label={t('promise.due')} type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} required />
        </div>
        {save.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(save.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
