import { useTranslation } from 'react-i18next'
import { Tabs } from '@/ui/Tabs'

export function QualityTabs() {
  const { t } = useTranslation()
  return (
    <Tabs
      label={t('quality.tabs')}
      tabs={[
        { to: '/quality', label: t('quality.tab') },
        { to: '/quality/priority', label: t('priority.tab') },
        { to: '/quality/topics', label: t('topics.tab') },
      ]}
    />
  )
}
