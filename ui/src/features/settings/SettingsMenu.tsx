import { Suspense, lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { withWords } from '@/lib/i18n'
import { Avatar } from '@/ui/Avatar'
import { Menu } from '@/ui/Menu'

const SettingsItems = lazy(() => withWords('pages', import('./SettingsItems')).then((all) => ({ default: all.SettingsItems })))

export function SettingsMenu() {
  const { t } = useTranslation()
  const { user } = useSession()
  return (
    <Menu
      label={t('rail.settings')}
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t('rail.settingsOf', { name: user.name })}
          data-square=""
          data-tip={t('rail.settings')}
          data-tip-side="right"
          className="tip grid size-10 place-items-center rounded-xl hover:bg-surface-2"
        >
          <Avatar name={user.name} key_={user.id} size="sm" square />
        </button>
      }
    >
      <Suspense fallback={<div className="h-80 w-64" />}>
        <SettingsItems />
      </Suspense>
    </Menu>
  )
}
