import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answering } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import type { NewPlaybook, Playbook } from '@/api/types-answer'
import { toBlocks, toLines } from '@/lib/lines'
import { useTopicNames } from '@/lib/topics'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Area, Field } from '@/ui/Field'
import { classes } from '@/ui/classes'

interface Props {
  playbook: Playbook | null
  topic: string | undefined
  onClose: () => void
}

/** Saving makes a new version, which everybody reads and confirms anew. */
export function PlaybookDialog({ playbook, topic, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useId()
  const known = useQuery(queries.topics)
  const names = useTopicNames()
  const [title, setTitle] = useState(playbook?.title ?? (topic ? (names.get(topic) ?? topic) : ''))
  const [topics, setTopics] = useState<readonly string[]>(playbook?.topics ?? (topic ? [topic] : []))
  const [goal, setGoal] = useState(playbook?.goal ?? '')
  const [tone, setTone] = useState(playbook?.tone ?? '')
  const [facts, setFacts] = useState(playbook?.facts.join('\n') ?? '')
  const [authority, setAuthority] = useState(playbook?.authority.join('\n') ?? '')
  const [examples, setExamples] = useState(playbook?.examples.join('\n\n') ?? '')
  const [retired, setRetired] = useState(playbook?.retired ?? false)
  const body = (): NewPlaybook => ({
    title: title.trim(),
    topics: [...topics],
    goal: goal.trim(),
    tone: tone.trim(),
    facts: toLines(facts),
    authority: toLines(authority),
    examples: toBlocks(examples),
    retired,
  })
  const save = useMutation({
    mutationFn: () => (playbook ? answering.savePlaybook(playbook.id, body(), playbook.version) : answering.addPlaybook(body())),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['playbooks'] })
      onClose()
    },
  })
  const toggle = (id: string) => setTopics(topics.includes(id) ? topics.filter((one) => one !== id) : [...topics, id])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending && title.trim() !== '') save.mutate()
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={playbook ? t('playbooks.editTitle', { title: playbook.title }) : t('playbooks.add')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={save.isPending || title.trim() === ''}>
          {playbook ? t('playbooks.saveVersion', { version: playbook.version + 1 }) : t('playbooks.save')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('playbooks.name')} value={title} onChange={(event) => setTitle(event.target.value)} required maxLength={120} autoComplete="off" />
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t('playbooks.topics')}</legend>
          <div className="flex flex-wrap gap-1.5">
            {(known.data?.items ?? [])
              .filter((one) => !one.retired && one.id !== 'other')
              .map((one) => (
                <label
                  key={one.id}
                  className={classes(
                    'flex min-h-7 cursor-pointer items-center rounded-lg border px-2.5 text-xs font-medium has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
                    topics.includes(one.id) ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
                  )}
                >
                  <input type="checkbox" checked={topics.includes(one.id)} onChange={() => toggle(one.id)} className="sr-only" />
                  {names.get(one.id) ?? one.label}
                </label>
              ))}
          </div>
          <p className="mt-1.5 text-xs text-ink-3">{t('playbooks.topicsHelp')}</p>
        </fieldset>
        <Area label={t('playbook.goal')} rows={2} value={goal} onChange={setGoal} />
        <Area label={t('playbook.tone')} rows={2} value={tone} onChange={setTone} />
        <Area label={t('playbook.facts')} help={t('playbooks.lines')} rows={4} value={facts} onChange={setFacts} />
        <Area label={t('playbook.authority')} help={t('playbooks.authorityHelp')} rows={3} value={authority} onChange={setAuthority} />
        <Area label={t('playbook.examples')} help={t('playbooks.blocks')} rows={5} value={examples} onChange={setExamples} />
        {playbook && (
          <label className="flex cursor-pointer items-start gap-2.5 text-sm">
            <input type="checkbox" checked={retired} onChange={(event) => setRetired(event.target.checked)} className="mt-0.5 size-4" />
            <span>
              <span className="block font-medium">{t('playbooks.retire')}</span>
              <span className="block text-xs text-ink-3">{t('playbooks.retireHelp')}</span>
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
