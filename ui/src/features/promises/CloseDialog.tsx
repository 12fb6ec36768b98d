import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answering } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import type { Pledge, PledgeChange } from '@/api/types-answer'
import { fromLocalField, toLocalField } from '@/lib/dates'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field, fieldLook } from '@/ui/Field'
import { classes } from '@/ui/classes'

const ways = ['kept', 'later', 'released'] as const
type Way = (typeof ways)[number]

/** Kept with its evidence, moved to another day or person, or released with the reason. */
export function CloseDialog({ pledge, onClose }: { pledge: Pledge; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const users = useQuery(queries.users)
  const [way, setWay] = useState<Way>('kept')
  const [evidence, setEvidence] = useState(pledge.evidence)
  const [due, setDue] = useState(toLocalField(pledge.due_at))
  const [owner, setOwner] = useState(pledge.owner.id)
  const save = useMutation({
    mutationFn: () => {
      const change: PledgeChange = way === 'later' ? { due_at: fromLocalField(due), owner_id: owner } : { state: way, evidence: evidence.trim() }
      return answering.changePromise(pledge.id, change)
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['promises'] })
      void client.invalidateQueries({ queryKey: ['conversation', pledge.conversation_id] })
      void client.invalidateQueries({ queryKey: ['views'] })
      onClose()
    },
  })
  const ready = way === 'later' ? due !== '' : way === 'kept' || evidence.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !save.isPending) save.mutate()
  }
  const people = (users.data?.items ?? []).filter((one) => !one.disabled_at && one.role !== 'viewer')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('promises.closeTitle')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={!ready || save.isPending}>
          {t('promises.save')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p dir="auto" className="text-sm break-words text-ink-2">
          {pledge.what}
        </p>
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">{t('promises.closeTitle')}</legend>
          {ways.map((one) => (
            <label
              key={one}
              className={classes(
                'flex min-h-8 cursor-pointer items-center rounded-lg border px-3 text-sm font-medium has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
                one === way ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
              )}
            >
              <input type="radio" name="way" checked={one === way} onChange={() => setWay(one)} className="sr-only" />
              {t(`promises.way.${one}`)}
            </label>
          ))}
        </fieldset>
        {way === 'later' ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('promises.newDue')} type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} required />
            <label className="flex flex-col gap-1.5 text-sm font-medium">
              {t('promises.owner')}
              <select className={`${fieldLook} font-normal`} value={owner} onChange={(event) => setOwner(event.target.value)}>
                {people.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          </div>
        ) : (
          <Field
            label={t(way === 'kept' ? 'promises.evidence' : 'promises.why')}
            help={t(way === 'kept' ? 'promises.evidenceHelp' : 'promises.whyHelp')}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
            maxLength={1000}
            dir="auto"
          />
        )}
        {save.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(save.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
