import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { correct } from '@/api/actions-judgement'
import type { Post } from '@/api/types'
import { type Opinion, correctionOf, intents, opinionOf, sentiments } from '@/lib/correction'
import { severities, severityOf } from '@/lib/judgement'
import { isTyping } from '@/lib/keys'
import { plain } from '@/lib/plain'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'
import { SeverityBars, intentIcons } from '@/ui/Matter'
import { classes } from '@/ui/classes'
import { TopicPicker } from './TopicPicker'

interface ChoiceProps {
  name: string
  checked: boolean
  onChange: () => void
  keys?: string
  type?: 'radio' | 'checkbox'
  children: ReactNode
}

function Choice({ name, checked, onChange, keys, type = 'radio', children }: ChoiceProps) {
  return (
    <label
      className={classes(
        'inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-lg border px-2.5 text-sm select-none has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
        checked ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line-strong hover:bg-surface-2',
      )}
    >
      <input type={type} name={name} checked={checked} onChange={onChange} className="sr-only" />
      {children}
      {keys && <Kbd keys={keys} />}
    </label>
  )
}

function Group({ title, keys, children }: { title: string; keys?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 flex items-center gap-2 text-xs font-semibold text-ink-3">
        {title}
        {keys && <Kbd keys={keys} />}
      </legend>
      <div className="flex flex-wrap gap-1.5">{children}</div>
    </fieldset>
  )
}

const after = <T,>(all: readonly T[], now: T): T => all[(all.indexOf(now) + 1) % all.length] ?? now

/** What a key does to the opinion; nothing for a key that has no meaning here. */
function pressed(key: string, now: Opinion): Opinion | undefined {
  const intent = /^[1-5]$/.test(key) ? intents[Number(key) - 1] : undefined
  if (intent) return { ...now, intent }
  switch (key.toLowerCase()) {
    case 's':
      return now.intent === 'complaint' ? { ...now, severity: (now.severity + 1) % severities.length } : undefined
    case 'm':
      return { ...now, sentiment: after(sentiments, now.sentiment) }
    case 'a':
      return { ...now, needsAnswer: !now.needsAnswer }
    case 'u':
      return { ...now, aboutUs: !now.aboutUs }
    default:
      return undefined
  }
}

interface Props {
  conversationId: string
  post: Post
  onClose: () => void
}

/** Says what a post really is, without a mouse: a number for what they want, Enter, done. */
export function CorrectDialog({ conversationId, post, onClose }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const ref = useRef<HTMLFormElement>(null)
  const [before] = useState(() => opinionOf(post.judgement))
  const [opinion, setOpinion] = useState(before)
  const change = (part: Partial<Opinion>) => setOpinion((now) => ({ ...now, ...part }))
  const said = correctionOf(before, opinion)
  const same = post.judgement !== null && Object.keys(said).length === 1 && said.intent === before.intent

  useEffect(() => ref.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), [])

  const save = () => {
    onClose()
    void correct(conversationId, post, said)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === 'Enter') {
      // On a button it presses the button, as everywhere.
      if (event.target instanceof Element && event.target.closest('button')) return
      event.preventDefault()
      return save()
    }
    if (event.key === 't') {
      event.preventDefault()
      return ref.current?.querySelector<HTMLInputElement>('input[role=searchbox]')?.focus()
    }
    const next = pressed(event.key, opinion)
    if (!next) return
    event.preventDefault()
    setOpinion(next)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('correct.title')}
      footer={
        <>
          <Button onClick={onClose}>
            {t('action.cancel')}
            <Kbd keys="Escape" />
          </Button>
          <Button type="submit" form={form} tone="primary">
            {t(same ? 'correct.confirm' : 'correct.save')}
          </Button>
        </>
      }
    >
      {/* The keys work wherever the focus is inside, so that no field has to be reached first. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        ref={ref}
        id={form}
        className="flex flex-col gap-4"
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <p dir="auto" className="line-clamp-3 rounded-lg bg-surface-2 px-3 py-2 text-sm break-words text-ink-2">
          {plain(post.text)}
        </p>
        <Group title={t('correct.intent')}>
          {intents.map((one, at) => {
            const Icon = intentIcons[one]
            return (
              <Choice key={one} name="intent" checked={opinion.intent === one} onChange={() => change({ intent: one })} keys={String(at + 1)}>
                <Icon className="size-4" aria-hidden="true" />
                {t(`intent.${one}`)}
              </Choice>
            )
          })}
        </Group>
        {opinion.intent === 'complaint' && (
          <Group title={t('correct.severity')} keys="s">
            {severities.map((one, grade) => (
              <Choice key={one} name="severity" checked={opinion.severity === grade} onChange={() => change({ severity: grade })}>
                <SeverityBars grade={grade} />
                {t(`severity.${severityOf(grade)}`)}
              </Choice>
            ))}
          </Group>
        )}
        <Group title={t('correct.sentiment')} keys="m">
          {sentiments.map((one) => (
            <Choice key={one} name="sentiment" checked={opinion.sentiment === one} onChange={() => change({ sentiment: one })}>
              {t(`sentiment.${one}`)}
            </Choice>
          ))}
        </Group>
        <Group title={t('correct.topics')} keys="t">
          <TopicPicker chosen={opinion.topics} onChange={(topics) => change({ topics })} onSave={save} />
        </Group>
        <div className="flex flex-wrap gap-1.5">
          <Choice type="checkbox" name="answer" checked={opinion.needsAnswer} onChange={() => change({ needsAnswer: !opinion.needsAnswer })} keys="a">
            {t('correct.needsAnswer')}
          </Choice>
          <Choice type="checkbox" name="us" checked={!opinion.aboutUs} onChange={() => change({ aboutUs: !opinion.aboutUs })} keys="u">
            {t('correct.notAboutUs')}
          </Choice>
        </div>
        <p className="text-xs text-ink-3">{t('correct.help')}</p>
      </form>
    </Dialog>
  )
}
