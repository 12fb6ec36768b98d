import { useTranslation } from 'react-i18next'
import { type CommandGroup, useAllCommands } from '@/lib/commands'
import { useSettings } from '@/lib/settings'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'

const order: CommandGroup[] = ['list', 'conversation', 'reply', 'go', 'desk']

export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { singleKeys } = useSettings()
  const commands = useAllCommands().filter((one) => one.keys && !one.keyOnly && !one.paletteOnly)
  return (
    <Dialog wide open onClose={onClose} title={t('palette.keys')}>
      {!singleKeys && <p className="mb-3 rounded-lg bg-soon-soft px-3 py-2 text-sm text-soon">{t('palette.singleKeysOff')}</p>}
      <div className="gap-x-10 sm:columns-2">
        {order.map((group) => {
          const inGroup = commands.filter((one) => one.group === group)
          if (inGroup.length === 0) return null
          return (
            <section key={group} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 text-xs font-semibold text-ink-3">{t(`palette.group.${group}`)}</h3>
              <dl>
                {inGroup.map((one) => (
                  <div key={one.id} className="flex items-center justify-between gap-4 border-b border-line py-1.5 text-sm last:border-0">
                    <dt>{t(one.title)}</dt>
                    <dd>
                      <span className="sr-only">{one.keys}</span>
                      <Kbd keys={one.keys ?? ''} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      <p className="text-xs text-ink-3">{t('palette.noSend')}</p>
    </Dialog>
  )
}
