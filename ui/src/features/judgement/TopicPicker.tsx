import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import { toggled } from '@/lib/correction'
import { useTopicNames } from '@/lib/topics'
import { fieldLook } from '@/ui/Field'
import { classes } from '@/ui/classes'

/** As many as the desk keeps of one post. */
const MOST = 5

interface Props {
  chosen: readonly string[]
  onChange: (topics: string[]) => void
  onSave: () => void
}

/** Typing narrows the topics, Enter takes the first that is left, Enter again saves. */
export function TopicPicker({ chosen, onChange, onSave }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const names = useTopicNames()
  // What is chosen at first comes first, and stays where it is while it is looked at.
  const [first] = useState(chosen)
  const topics = (useQuery(queries.topics).data?.items ?? []).toSorted((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)))
  const wanted = text.trim().toLocaleLowerCase()
  const found = topics.filter(({ id, retired }) => (!retired || chosen.includes(id)) && (names.get(id) ?? id).toLocaleLowerCase().includes(wanted))
  const toggle = (id: string) => onChange(toggled(chosen, id, MOST))

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && text) {
      event.preventDefault()
      event.stopPropagation()
      setText('')
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    const [best] = found
    if (!wanted) return onSave()
    if (best) toggle(best.id)
    setText('')
  }
  return (
    <div className="flex w-full flex-col gap-2">
      <input
        role="searchbox"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={t('correct.findTopic')}
        placeholder={t('correct.findTopic')}
        className={fieldLook}
      />
      <div className="flex max-h-36 flex-wrap gap-1 overflow-y-auto p-0.5">
        {found.map(({ id }, at) => (
          <button
            key={id}
            type="button"
            data-dense=""
            aria-pressed={chosen.includes(id)}
            onClick={() => toggle(id)}
            className={classes(
              'min-h-6 rounded-md border px-2 py-0.5 text-xs',
              chosen.includes(id) ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
              wanted && at === 0 && 'ring-2 ring-accent',
            )}
          >
            <bdi>{names.get(id) ?? id}</bdi>
          </button>
        ))}
        {found.length === 0 && <p className="text-xs text-ink-3">{t('correct.noTopic')}</p>}
      </div>
    </div>
  )
}
