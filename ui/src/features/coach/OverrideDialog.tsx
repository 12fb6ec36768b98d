import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Advice } from '@/api/types-answer'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { fieldLook } from '@/ui/Field'
import { GradeIcon } from '@/ui/Grade'

interface Props {
  advice: readonly Advice[]
  onSend: (reason: string) => void
  onClose: () => void
}

/** Somebody who knows better may send it: with a reason, under their own name. */
export function OverrideDialog({ advice, onSend, onClose }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') onSend(reason.trim())
  }
  const grave = advice.filter((one) => one.grade === 'stop')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('override.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('override.keep')}</Button>
          <Button type="submit" form={form} tone="danger" aria-disabled={reason.trim() === ''}>
            {t('override.send')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ul className="flex flex-col gap-2">
          {grave.map((one) => (
            <li key={one.rule} className="flex items-start gap-2 text-sm">
              <GradeIcon grade={one.grade} className="mt-0.5" />
              {one.reason}
            </li>
          ))}
        </ul>
        <div className="flex flex-col gap-1.5">
          <label htmlFor={`${form}-why`} className="text-sm font-medium">
            {t('override.why')}
          </label>
          <textarea
            id={`${form}-why`}
            rows={3}
            dir="auto"
            required
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            aria-describedby={`${form}-help`}
            className={`${fieldLook} !h-auto py-2`}
          />
          <p id={`${form}-help`} className="text-xs text-ink-3">
            {t('override.help')}
          </p>
        </div>
      </form>
    </Dialog>
  )
}
