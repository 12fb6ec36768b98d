import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { judging } from '@/api/actions-quality'
import type { Topic } from '@/api/types'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field, fieldLook } from '@/ui/Field'
import { topicIdOf } from './topic-id'

interface Props {
  topic: Topic | null
  /** As the reader knows it. */
  name: string
  known: readonly Topic[]
  onClose: () => void
}

export function TopicDialog({ topic, name, known, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const [label, setLabel] = useState(topic?.label ?? '')
  const [words, setWords] = useState(topic?.words ?? '')
  const [retired, setRetired] = useState(topic?.retired ?? false)
  const save = useMutation({
    mutationFn: () => judging.saveTopic(topic?.id ?? topicIdOf(label, known), { label: label.trim(), words: words.trim(), retired }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['topics'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={topic ? t('topics.editOne', { name }) : t('topics.add')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={save.isPending}>
          {t('topics.save')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('topics.label')} value={label} onChange={(event) => setLabel(event.target.value)} required maxLength={80} autoComplete="off" />
        <div className="flex flex-col gap-1.5">
          <label htmlFor={`${form}-words`} className="text-sm font-medium">
            {t('topics.ownWords')}
          </label>
          <textarea
            id={`${form}-words`}
            rows={5}
            dir="auto"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            aria-describedby={`${form}-help`}
            className={`${fieldLook} !h-auto py-2`}
          />
          <p id={`${form}-help`} className="text-xs text-ink-3">
            {t('topics.ownWordsHelp')}
          </p>
        </div>
        {topic && (
          <label className="flex cursor-pointer items-start gap-2.5 text-sm">
            <input type="checkbox" checked={retired} onChange={(event) => setRetired(event.target.checked)} className="mt-0.5 size-4" />
            <span>
              <span className="block font-medium">{t('topics.retire')}</span>
              <span className="block text-xs text-ink-3">{t('topics.retireHelp')}</span>
            </span>
          </label>
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
