import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { Conversation, CustomerMarks, CustomerValue } from '@/api/types'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { classes } from '@/ui/classes'

const values = ['ordinary', 'regular', 'high'] as const satisfies CustomerValue[]

/** Shown at once, and until the desk has answered with what follows from it, such as the conversation's place. */
function useMarks(conversation: Conversation) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<CustomerMarks | null>(null)
  const marks = chosen ?? conversation.customer.marks
  const change = async (part: Partial<CustomerMarks>) => {
    const mine = { ...marks, ...part }
    setChosen(mine)
    try {
      await desk.mark(conversation.customer.id, mine)
    } catch (error) {
      tell(explain(error, t), 'error')
    }
    await client.invalidateQueries({ queryKey: queries.conversation(conversation.row.id).queryKey })
    setChosen((now) => (now === mine ? null : now))
  }
  return { marks, change: (part: Partial<CustomerMarks>) => void change(part) }
}

interface SwitchProps {
  label: string
  help: string
  on: boolean
  disabled: boolean
  onChange: (on: boolean) => void
}

function Switch({ label, help, on, disabled, onChange }: SwitchProps) {
  return (
    <label className={classes('flex items-start gap-2.5 rounded-lg px-2 py-1.5 text-sm', !disabled && 'cursor-pointer hover:bg-surface-2')}>
      <input type="checkbox" checked={on} disabled={disabled} onChange={(event) => onChange(event.target.checked)} className="mt-0.5 size-4 shrink-0" />
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-xs text-ink-3">{help}</span>
      </span>
    </label>
  )
}

/** What the team knows of a customer that no post says. It counts in the order of the list. */
export function Marks({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { marks, change } = useMarks(conversation)
  const fixed = user.role === 'viewer'
  return (
    <div className="flex flex-col gap-1">
      <fieldset className="px-2 pb-1" disabled={fixed}>
        <legend className="sr-only">{t('marks.value')}</legend>
        <div className="flex gap-1">
          {values.map((one) => (
            <label
              key={one}
              className={classes(
                'flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-lg border px-2 text-xs font-medium whitespace-nowrap has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
                one === marks.value ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
              )}
            >
              <input type="radio" name="value" checked={one === marks.value} onChange={() => change({ value: one })} className="sr-only" />
              {t(`marks.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Switch label={t('marks.vulnerable')} help={t('marks.vulnerableHelp')} on={marks.vulnerable} disabled={fixed} onChange={(vulnerable) => change({ vulnerable })} />
      <Switch label={t('marks.influential')} help={t('marks.influentialHelp')} on={marks.influential} disabled={fixed} onChange={(influential) => change({ influential })} />
    </div>
  )
}
