import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { fieldLook } from '@/ui/Field'

interface Props {
  onSend: (note: string) => void
  onClose: () => void
}

/** A colleague looks first, and learns what to look at, if the writer says so. */
export function SecondDialog({ onSend, onClose }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend(note.trim())
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('secondDialog.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('secondDialog.keep')}</Button>
          <Button type="submit" form={form} tone="primary">
            {t('secondDialog.send')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-1.5">
        <label htmlFor={`${form}-note`} className="text-sm font-medium">
          {t('secondDialog.note')}
        </label>
        <textarea
          id={`${form}-note`}
          rows={3}
          dir="auto"
          maxLength={600}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.currentTarget.form?.requestSubmit()}
          aria-describedby={`${form}-help`}
          className={`${fieldLook} !h-auto py-2`}
        />
        <p id={`${form}-help`} className="text-xs text-ink-3">
          {t('secondDialog.help')}
        </p>
      </form>
    </Dialog>
  )
}
