import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { answerQueries } from '@/api/actions-answer'
import { number } from '@/lib/time'
import { useTopicNames } from '@/lib/topics'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Page'

/** Matters that nobody has written a playbook for, and versions that people have not read. */
export function Gaps({ onWrite }: { onWrite: ((topic: string) => void) | undefined }) {
  const { t } = useTranslation()
  const names = useTopicNames()
  const gaps = useQuery(answerQueries.gaps).data
  if (!gaps || (gaps.topics.length === 0 && gaps.unread.length === 0)) return null
  return (
    <Section title={t('playbooks.gaps')}>
      <div className="grid gap-4 lg:grid-cols-2">
        {gaps.topics.length > 0 && (
          <section className="rounded-2xl border border-line bg-surface p-4 shadow-1">
            <h3 className="text-sm font-semibold">{t('playbooks.noPlaybook')}</h3>
            <ul className="mt-2 flex flex-col divide-y divide-line">
              {gaps.topics.map(({ topic, label, conversations }) => (
                <li key={topic} className="flex items-center gap-3 py-1.5 text-sm">
                  <bdi className="min-w-0 flex-1 truncate">{names.get(topic) ?? (label || topic)}</bdi>
                  <span className="tnum text-xs text-ink-3">{t('playbooks.conversations', { count: conversations, number: number(conversations) })}</span>
                  {onWrite && (
                    <Button size="sm" onClick={() => onWrite(topic)} aria-label={t('playbooks.writeOne', { topic: names.get(topic) ?? topic })}>
                      {t('playbooks.write')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {gaps.unread.length > 0 && (
          <section className="rounded-2xl border border-line bg-surface p-4 shadow-1">
            <h3 className="text-sm font-semibold">{t('playbooks.unread')}</h3>
            <ul className="mt-2 flex flex-col divide-y divide-line">
              {gaps.unread.map((one) => (
                <li key={one.playbook_id} className="py-1.5 text-sm">
                  <bdi className="font-medium">{one.title}</bdi> <span className="tnum text-xs text-ink-3">{t('playbooks.version', { version: one.version })}</span>
                  <span className="block text-xs text-pretty text-ink-3">{one.people.map((person) => person.name).join(', ')}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Section>
  )
}
