import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Command as Cmdk } from 'cmdk'
import { useNavigate } from '@tanstack/react-router'
import { CornerDownLeft, Search } from 'lucide-react'
import { type Command, type CommandGroup, useAllCommands } from '@/lib/commands'
import { Kbd } from '@/ui/Kbd'

const order: CommandGroup[] = ['conversation', 'reply', 'list', 'go', 'desk']

/** Matches nothing that is typed, so that a command which does match comes first. */
const SEARCH = '\u200b'

interface Props {
  onClose: () => void
  onKeys: () => void
}

const itemLook =
  'flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 text-sm select-none data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent'

/** Everything that can be done now, by its name; beside it the key that does it faster. */
export function Palette({ onClose, onKeys }: Props) {
  const { t } = useTranslation()
  const ref = useRef<HTMLDialogElement>(null)
  const commands = useAllCommands().filter((one) => !one.keyOnly && one.id !== 'palette')
  const [query, setQuery] = useState('')
  const navigate = useNavigate()
  useEffect(() => {
    ref.current?.showModal()
    ref.current?.querySelector('input')?.focus()
  }, [])

  const run = (command: Command) => {
    onClose()
    // The dialog gives the focus back first; then the command may take it.
    setTimeout(() => (command.id === 'keys' ? onKeys() : command.run()))
  }
  const search = () => {
    onClose()
    void navigate({ to: '/inbox/$view/{-$conversationId}', params: { view: 'all', conversationId: undefined }, search: { q: query } })
  }
  return (
    <dialog
      ref={ref}
      aria-label={t('palette.title')}
      onClose={onClose}
      onMouseDown={(event) => event.target === ref.current && onClose()}
      className="enter-sheet mt-[12dvh] w-[calc(100vw-2rem)] max-w-xl rounded-2xl border border-line bg-surface text-ink shadow-3"
    >
      <Cmdk label={t('palette.title')} loop className="flex max-h-[min(30rem,70dvh)] flex-col">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
          <Cmdk.Input
            value={query}
            onValueChange={setQuery}
            placeholder={t('palette.placeholder')}
            className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
          />
          <Kbd keys="Escape" />
        </div>
        <Cmdk.List className="min-h-0 flex-1 overflow-y-auto p-1.5">
          {order.map((group) => {
            const inGroup = commands.filter((one) => one.group === group)
            if (inGroup.length === 0) return null
            return (
              <Cmdk.Group
                key={group}
                heading={t(`palette.group.${group}`)}
                className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3"
              >
                {inGroup.map((one) => (
                  <Cmdk.Item key={one.id} value={`${t(one.title)} ${one.id}`} onSelect={() => run(one)} className={itemLook}>
                    <span className="flex-1">{t(one.title)}</span>
                    {one.keys && <Kbd keys={one.keys} />}
                  </Cmdk.Item>
                ))}
              </Cmdk.Group>
            )
          })}
          {query.trim() && (
            <Cmdk.Group forceMount>
              <Cmdk.Item forceMount value={SEARCH} onSelect={search} className={itemLook}>
                <Search className="size-4" aria-hidden="true" />
                <span className="flex-1 truncate">{t('palette.search', { q: query })}</span>
                <CornerDownLeft className="size-4 text-ink-3" aria-hidden="true" />
              </Cmdk.Item>
            </Cmdk.Group>
          )}
        </Cmdk.List>
      </Cmdk>
    </dialog>
  )
}
