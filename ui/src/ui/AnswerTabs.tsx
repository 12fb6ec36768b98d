import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'
import { Tabs } from './Tabs'

export function AnswerTabs() {
  const { t } = useTranslation()
  // What the rail counts in one number.
  const counts = useQuery(queries.views).data
  return (
    <Tabs
      label={t('answers.tabs')}
      tabs={[
        { to: '/answers', label: t('answers.approvals'), waits: counts?.held_replies },
        { to: '/answers/promises', label: t('answers.promises'), waits: (counts?.promises_due ?? 0) + (counts?.promises_broken ?? 0) },
        { to: '/answers/playbooks', label: t('answers.playbooks'), waits: counts?.playbooks_to_read },
        { to: '/answers/coaching', label: t('answers.coaching') },
        { to: '/answers/guard', label: t('answers.guard') },
      ]}
    />
  )
}
