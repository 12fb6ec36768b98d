import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { fieldLook } from '@/ui/Field'

interface Props {
  decision: 'approve' | 'return'
  name: string
  onDone: (note: string) => void
  onClose: () => void
}

/** A word to the writer: what to mend, or why it may go although the coach would stop it. */
export function NoteDialog({ decision, name, onDone, onClose }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (note.trim() !== '') onDone(note.trim())
  }
  const returns = decision === 'return'
  return (
    <Dialog
      open
      onClose={onClose}
      title={returns ? t('approvals.returnTo', { name }) : t('approvals.approveGrave')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={note.trim() === ''}>
          {t(returns ? 'approvals.returnNow' : 'approvals.approve')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-1.5">
        <label htmlFor={`${form}-note`} className="text-sm font-medium">
          {t(returns ? 'approvals.note' : 'approvals.reason')}
        </label>
        <textarea
          id={`${form}-note`}
          rows={4}
          dir="auto"
          required
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.currentTarget.form?.requestSubmit()}
          aria-describedby={`${form}-help`}
          className={`${fieldLook} !h-auto py-2`}
        />
        <p id={`${form}-help`} className="text-xs text-ink-3">
          {t(returns ? 'approvals.noteHelp' : 'approvals.reasonHelp')}
        </p>
      </form>
    </Dialog>
  )
}
