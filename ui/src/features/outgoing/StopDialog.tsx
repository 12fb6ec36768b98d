import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Hand } from 'lucide-react'
import { answerQueries, answering } from '@/api/actions-answer'
import { useSession } from '@/api/session'
import type { Outgoing } from '@/api/types-answer'
import { decent } from '@/lib/decent'
import { useNow } from '@/lib/now'
import { longAgo } from '@/lib/time'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { fieldLook } from '@/ui/Field'
import { askToStop } from './asking'
import { maySwitch } from './may'

export function StoppedBar({ outgoing }: { outgoing: Outgoing }) {
  const { t } = useTranslation()
  const now = useNow()
  const { user } = useSession()
  return (
    <div role="status" className="enter flex shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-overdue bg-overdue-soft px-4 py-1.5 text-xs text-overdue">
      <span className="flex min-w-0 items-start gap-2">
        <Hand className="size-4 shrink-0" aria-hidden="true" />
        <span className="min-w-0 text-pretty">
          <strong className="font-semibold">{t('outgoing.stopped')}</strong> {outgoing.reason && <span dir="auto">“{decent(outgoing.reason)}” </span>}
          <span className="tnum">
            {outgoing.by && t('outgoing.by', { name: outgoing.by.name })}
            {outgoing.at && ` · ${longAgo(outgoing.at, now, t)}`}
            {` · ${t('outgoing.waiting', { count: outgoing.waiting })}`}
          </span>
        </span>
      </span>
      {maySwitch(user.role, true) && (
        <Button size="sm" onClick={askToStop}>
          {t('outgoing.resume')}
        </Button>
      )}
    </div>
  )
}

/** The big switch: never pressed by mistake, and never without a word why. */
export function StopDialog({ outgoing, onClose }: { outgoing: Outgoing; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const [reason, setReason] = useState('')
  const { stopped } = outgoing
  const { user } = useSession()
  // Somebody else may have stopped it while this was open.
  const may = maySwitch(user.role, stopped)
  const turn = useMutation({
    mutationFn: () => answering.setOutgoing(!stopped, reason.trim()),
    onSuccess: (now) => {
      client.setQueryData(answerQueries.outgoing.queryKey, now)
      window.dispatchEvent(new Event('heed:advise'))
      onClose()
    },
  })
  const ready = may && (stopped || reason.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !turn.isPending) turn.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(stopped ? 'outgoing.resumeTitle' : 'outgoing.stopTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          {may && (
            <Button type="submit" form={form} tone={stopped ? 'primary' : 'danger'} aria-disabled={!ready || turn.isPending}>
              {t(stopped ? 'outgoing.resumeNow' : 'outgoing.stopNow')}
            </Button>
          )}
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-pretty text-ink-2">{!stopped ? t('outgoing.stopText') : may ? t('outgoing.resumeText', { count: outgoing.waiting }) : t('outgoing.resumeWho')}</p>
        {!stopped && (
          <div className="flex flex-col gap-1.5">
            <label htmlFor={`${form}-why`} className="text-sm font-medium">
              {t('outgoing.why')}
            </label>
            <textarea
              id={`${form}-why`}
              rows={2}
              dir="auto"
              required
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              aria-describedby={`${form}-help`}
              className={`${fieldLook} !h-auto py-2`}
            />
            <p id={`${form}-help`} className="text-xs text-ink-3">
              {t('outgoing.whyHelp')}
            </p>
          </div>
        )}
        {turn.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(turn.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
