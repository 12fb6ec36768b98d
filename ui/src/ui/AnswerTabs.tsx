import { useTranslation } from 'react-i18next'
import { Tabs } from './Tabs'

export function AnswerTabs() {
  const { t } = useTranslation()
  return (
    <Tabs
      label={t('answers.tabs')}
      tabs={[
        { to: '/answers', label: t('answers.approvals') },
        { to: '/answers/promises', label: t('answers.promises') },
        { to: '/answers/playbooks', label: t('answers.playbooks') },
        { to: '/answers/coaching', label: t('answers.coaching') },
        { to: '/answers/guard', label: t('answers.guard') },
      ]}
    />
  )
}
