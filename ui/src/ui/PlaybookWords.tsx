import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaybookWords as Words } from '@/api/types-answer'

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="text-xs font-semibold text-ink-3">{title}</h4>
      {children}
    </section>
  )
}

function Points({ items }: { items: readonly string[] }) {
  return (
    <ul className="ms-4 list-disc text-sm text-pretty marker:text-ink-3">
      {items.map((one) => (
        <li key={one} dir="auto" className="break-words">
          {one}
        </li>
      ))}
    </ul>
  )
}

/** What guides an answer. The examples can be read and learned from; they cannot be taken along. */
export function PlaybookWords({ words }: { words: Words }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-2.5">
      {words.goal && (
        <Part title={t('playbook.goal')}>
          <p dir="auto" className="text-sm text-pretty break-words">
            {words.goal}
          </p>
        </Part>
      )}
      {words.tone && (
        <Part title={t('playbook.tone')}>
          <p dir="auto" className="text-sm text-pretty break-words">
            {words.tone}
          </p>
        </Part>
      )}
      {words.facts.length > 0 && (
        <Part title={t('playbook.facts')}>
          <Points items={words.facts} />
        </Part>
      )}
      {words.authority.length > 0 && (
        <Part title={t('playbook.authority')}>
          <Points items={words.authority} />
        </Part>
      )}
      {words.examples.length > 0 && (
        <Part title={t('playbook.examples')}>
          <p className="text-2xs text-ink-3">{t('playbook.examplesHelp')}</p>
          <ul data-examples="" className="mt-1 flex flex-col gap-1.5 select-none" onCopy={(event) => event.preventDefault()} onDragStart={(event) => event.preventDefault()}>
            {words.examples.map((one) => (
              <li key={one} dir="auto" className="rounded-lg bg-surface-2 px-2.5 py-1.5 text-sm text-pretty break-words text-ink-2 italic">
                {one}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  )
}
