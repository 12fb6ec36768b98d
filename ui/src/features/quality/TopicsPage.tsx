import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { Topic } from '@/api/types'
import { useTopicNames } from '@/lib/topics'
import { Button } from '@/ui/Button'
import { Page } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { classes } from '@/ui/classes'
import { QualityTabs } from './QualityTabs'
import { TopicDialog } from './TopicDialog'
import { linesOf } from './topic-id'

/** What a matter can be about, as this desk calls it. */
export function TopicsPage() {
  const { t } = useTranslation()
  const { user } = useSession()
  const may = user.role === 'owner' || user.role === 'lead'
  const topics = useQuery(queries.topics)
  const names = useTopicNames()
  const [edited, setEdited] = useState<Topic | 'new' | null>(null)
  return (
    <Page
      title={t('topics.title')}
      about={t('topics.about')}
      action={
        may && (
          <Button tone="primary" onClick={() => setEdited('new')} icon={<Plus className="size-4" aria-hidden="true" />}>
            {t('topics.add')}
          </Button>
        )
      }
    >
      <QualityTabs />
      {topics.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {topics.isError && <Failure error={topics.error} retry={() => void topics.refetch()} />}
      {topics.data && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
          {topics.data.items.map((topic) => {
            const words = linesOf(topic.words)
            return (
              <li key={topic.id} className={classes('flex items-center gap-3 px-4 py-2.5', topic.retired && 'text-ink-3')}>
                <div className="min-w-0 flex-1">
                  <p className="truncate text-sm font-medium">
                    <bdi>{names.get(topic.id) ?? topic.label}</bdi>
                    {topic.retired && <span className="ms-2 text-xs font-normal">{t('topics.retired')}</span>}
                  </p>
                  <p className="truncate text-xs text-ink-3">{words.length > 0 ? t('topics.words', { count: words.length, words: words.join(', ') }) : t('topics.noWords')}</p>
                </div>
                {may && (
                  <Button size="sm" aria-label={t('topics.editOne', { name: names.get(topic.id) ?? topic.label })} onClick={() => setEdited(topic)}>
                    {t('topics.edit')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {edited && <TopicDialog topic={edited === 'new' ? null : edited} name={edited === 'new' ? '' : (names.get(edited.id) ?? edited.label)} known={topics.data?.items ?? []} onClose={() => setEdited(null)} />}
    </Page>
  )
}
