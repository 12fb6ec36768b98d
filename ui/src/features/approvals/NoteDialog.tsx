import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { fieldLook } from '@/ui/Field'

const titles = { return: 'approvals.returnTo', grave: 'approvals.approveGrave', word: 'approvals.approveTitle' } as const
const labels = { return: 'approvals.note', grave: 'approvals.reason', word: 'approvals.wordTo' } as const
const helps = { return: 'approvals.noteHelp', grave: 'approvals.reasonHelp', word: 'approvals.wordHelp' } as const

interface Props {
  decision: 'approve' | 'return'
  required: boolean
  name: string
  onDone: (note: string) => void
  onClose: () => void
}

/** A word to the writer: what to mend, or why it may go although the coach would stop it. */
export function NoteDialog({ decision, required, name, onDone, onClose }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const [note, setNote] = useState('')
  const ready = !required || note.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onDone(note.trim())
  }
  const returns = decision === 'return'
  const kind = returns ? 'return' : required ? 'grave' : 'word'
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(titles[kind], { name })}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={!ready}>
          {t(returns ? 'approvals.returnNow' : 'approvals.approve')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-1.5">
        <label htmlFor={`${form}-note`} className="text-sm font-medium">
          {t(labels[kind], { name })}
        </label>
        <textarea
          id={`${form}-note`}
          rows={4}
          dir="auto"
          required={required}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.currentTarget.form?.requestSubmit()}
          aria-describedby={`${form}-help`}
          className={`${fieldLook} !h-auto py-2`}
        />
        <p id={`${form}-help`} className="text-xs text-ink-3">
          {t(helps[kind], { name })}
        </p>
      </form>
    </Dialog>
  )
}
