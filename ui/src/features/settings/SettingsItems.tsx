import { useTranslation } from 'react-i18next'
import { Keyboard, LogOut, Monitor, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { desk } from '@/api/desk'
import { stopLive } from '@/api/live-line'
import { useSession } from '@/api/session'
import { forgetStored } from '@/lib/storage'
import { changeSettings, useSettings } from '@/lib/settings'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { MenuChoice, MenuItem, MenuLine } from '@/ui/Menu'

export function SettingsItems() {
  const { t } = useTranslation()
  const { user, brand, version } = useSession()
  const settings = useSettings()
  const signOut = async () => {
    try {
      await desk.signOut()
      stopLive()
      // On a shared computer the next person must find nothing of the one before, in no store and no memory.
      forgetStored('heed.draft.')
      window.location.assign('/login')
    } catch (error) {
      tell(explain(error, t), 'error')
    }
  }
  const icon = 'size-3.5'
  return (
    <>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="text-sm font-semibold">{user.name}</p>
        <p className="text-xs text-ink-3">
          {[t(`role.${user.role}`), brand, `Heed ${version}`].join(' · ')}
        </p>
      </div>
      <MenuLine />
      <MenuChoice
        label={t('settings.theme')}
        value={settings.theme}
        onChange={(theme) => changeSettings({ theme })}
        options={[
          { value: 'system', label: t('settings.system'), icon: <Monitor className={icon} aria-hidden="true" /> },
          { value: 'light', label: t('settings.light'), icon: <Sun className={icon} aria-hidden="true" /> },
          { value: 'dark', label: t('settings.dark'), icon: <Moon className={icon} aria-hidden="true" /> },
        ]}
      />
      <MenuChoice
        label={t('settings.density')}
        value={settings.density}
        onChange={(density) => changeSettings({ density })}
        options={[
          { value: 'roomy', label: t('settings.roomy'), icon: <Rows3 className={icon} aria-hidden="true" /> },
          { value: 'compact', label: t('settings.compact'), icon: <Rows4 className={icon} aria-hidden="true" /> },
        ]}
      />
      <MenuChoice
        label={t('settings.language')}
        value={settings.language}
        onChange={(language) => changeSettings({ language })}
        options={[
          { value: 'system', label: t('settings.system') },
          { value: 'en', label: t('settings.english') },
          { value: 'de', label: t('settings.german') },
        ]}
      />
      <MenuLine />
      <MenuItem
        icon={<Keyboard className="size-4" aria-hidden="true" />}
        checked={settings.singleKeys}
        onSelect={() => changeSettings({ singleKeys: !settings.singleKeys })}
      >
        {t('settings.singleKeys')}
      </MenuItem>
      <MenuItem icon={<LogOut className="size-4" aria-hidden="true" />} onSelect={() => void signOut()}>
        {t('settings.signOut')}
      </MenuItem>
    </>
  )
}
