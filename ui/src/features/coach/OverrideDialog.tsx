import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Advice } from '@/api/types-answer'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { fieldLook } from '@/ui/Field'
import { GradeIcon } from '@/ui/Grade'
import type { Then } from '../composer/use-send'

interface Props {
  /** The remarks that keep it from leaving. */
  deciding: readonly Advice[]
  /** A colleague looks at it all the same. */
  second: boolean
  /** What the writer wanted when it did not leave. */
  then: Then
  onSend: (reason: string, then: Then) => void
  onClose: () => void
}

/** Somebody who knows better may send it: with a reason, under their own name. */
export function OverrideDialog({ deciding, second, then, onSend, onClose }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const [reason, setReason] = useState('')
  const [resolves, setResolves] = useState(then === 'resolve')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') onSend(reason.trim(), resolves ? 'resolve' : 'keep_open')
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('override.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('override.keep')}</Button>
          <Button type="submit" form={form} tone="danger" aria-disabled={reason.trim() === ''}>
            {t(resolves ? 'override.sendResolve' : 'override.send')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ul className="flex flex-col gap-2">
          {deciding.map((one) => (
            <li key={`${one.rule} ${one.spans[0]?.start ?? ''}`} className="flex items-start gap-2 text-sm">
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
        <label className="flex min-h-7 cursor-pointer items-center gap-2 text-sm">
          <input type="checkbox" className="size-4" checked={resolves} onChange={(event) => setResolves(event.target.checked)} />
          {t('override.resolve')}
        </label>
        {second && <p className="text-sm text-pretty text-soon">{t('override.second')}</p>}
      </form>
    </Dialog>
  )
}
