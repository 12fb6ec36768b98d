import { useTranslation } from 'react-i18next'
import { Tabs } from '@/ui/Tabs'

export function ListeningTabs() {
  const { t } = useTranslation()
  return (
    <Tabs
      label={t('listening.tabs')}
      tabs={[
        { to: '/listening', label: t('listening.tab') },
        { to: '/listening/terms', label: t('terms.tab') },
        { to: '/listening/quiet', label: t('quiet.tab') },
      ]}
    />
  )
}
