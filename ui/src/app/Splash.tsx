import { useTranslation } from 'react-i18next'
import { Logo } from '@/ui/Logo'

export function Splash() {
  const { t } = useTranslation()
  return (
    <div role="status" className="grid h-dvh place-items-center">
      <span className="sr-only">{t('state.loading')}</span>
      <Logo className="size-12 animate-pulse" />
    </div>
  )
}
