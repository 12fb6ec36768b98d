import { useTranslation } from 'react-i18next'
import { Keyboard, LogOut, Monitor, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { desk } from '@/api/desk'
import { stopLive } from '@/api/live'
import { useSession } from '@/api/session'
import { forgetStored } from '@/lib/storage'
import { changeSettings, useSettings } from '@/lib/settings'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Avatar } from '@/ui/Avatar'
import { Menu, MenuHeading, MenuItem, MenuLine } from '@/ui/Menu'
import { classes } from '@/ui/classes'

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: { value: T; label: string; icon?: React.ReactNode }[]
  onChange: (value: T) => void
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <>
      <MenuHeading>{label}</MenuHeading>
      <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)} className="flex gap-1 px-1.5 pb-1.5">
        {options.map((option) => (
          <DropdownMenu.RadioItem
            key={option.value}
            value={option.value}
            onSelect={(event) => event.preventDefault()}
            className={classes(
              'flex h-8 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-lg border px-2 text-xs font-medium whitespace-nowrap outline-none select-none',
              'data-[highlighted]:ring-2 data-[highlighted]:ring-accent',
              option.value === value ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
            )}
          >
            {option.icon}
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  )
}

export function SettingsMenu() {
  const { t } = useTranslation()
  const { user, brand } = useSession()
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
    <Menu
      label={t('settings.label')}
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t('settings.labelFor', { name: user.name })}
          data-square=""
          data-tip={t('settings.label')}
          data-tip-side="right"
          className="tip grid size-10 place-items-center rounded-xl hover:bg-surface-2"
        >
          <Avatar name={user.name} key_={user.id} size="sm" square />
        </button>
      }
    >
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="text-sm font-semibold">{user.name}</p>
        <p className="text-xs text-ink-3">
          {t(`role.${user.role}`)} · {brand}
        </p>
      </div>
      <MenuLine />
      <Choice
        label={t('settings.theme')}
        value={settings.theme}
        onChange={(theme) => changeSettings({ theme })}
        options={[
          { value: 'system', label: t('settings.system'), icon: <Monitor className={icon} aria-hidden="true" /> },
          { value: 'light', label: t('settings.light'), icon: <Sun className={icon} aria-hidden="true" /> },
          { value: 'dark', label: t('settings.dark'), icon: <Moon className={icon} aria-hidden="true" /> },
        ]}
      />
      <Choice
        label={t('settings.density')}
        value={settings.density}
        onChange={(density) => changeSettings({ density })}
        options={[
          { value: 'roomy', label: t('settings.roomy'), icon: <Rows3 className={icon} aria-hidden="true" /> },
          { value: 'compact', label: t('settings.compact'), icon: <Rows4 className={icon} aria-hidden="true" /> },
        ]}
      />
      <Choice
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
    </Menu>
  )
}
