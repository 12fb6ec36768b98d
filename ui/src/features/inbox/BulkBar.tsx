import { useTranslation } from 'react-i18next'
import { Check, UserRound, X } from 'lucide-react'
import { assign, resolve } from '@/api/actions'
import { useMe } from '@/api/session'
import { rows } from '@/api/rows'
import { type ResolveReason, resolveReasons } from '@/api/types'
import { Button, IconButton } from '@/ui/Button'
import { Menu, MenuHeading, MenuItem } from '@/ui/Menu'

interface Props {
  picked: ReadonlySet<string>
  onClear: () => void
  onResolved: (ids: string[]) => void
}

/** What can be done to several conversations at once. Each keeps its own undo. */
export function BulkBar({ picked, onClear, onResolved }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const ids = [...picked]
  const all = async (work: (id: string) => Promise<boolean>): Promise<string[]> => {
    const done: string[] = []
    for (const id of ids) if (await work(id)) done.push(id)
    return done
  }
  const close = async (reason: ResolveReason) => {
    const done = await all((id) => resolve(id, { reason: rows.get(id)?.waiting_since ? reason : null }))
    onResolved(done)
    onClear()
  }
  return (
    <div role="toolbar" aria-label={t('bulk.label')} className="enter flex shrink-0 flex-wrap items-center gap-1.5 border-t border-line bg-surface px-3 py-2 shadow-2">
      <span className="tnum me-auto text-sm font-semibold">{t('bulk.picked', { count: picked.size })}</span>
      <Button size="sm" icon={<UserRound className="size-3.5" aria-hidden="true" />} onClick={() => void all((id) => assign(id, me, me)).then(onClear)}>
        {t('bulk.take')}
      </Button>
      <Menu
        label={t('conversation.reasons')}
        side="top"
        trigger={
          <Button size="sm" icon={<Check className="size-3.5 text-done" aria-hidden="true" />}>
            {t('conversation.resolve')}
          </Button>
        }
      >
        <MenuHeading>{t('bulk.reason')}</MenuHeading>
        {resolveReasons.map((reason) => (
          <MenuItem key={reason} onSelect={() => void close(reason)}>
            {t(`reason.${reason}`)}
          </MenuItem>
        ))}
      </Menu>
      <IconButton size="sm" label={t('bulk.clear')} onClick={onClear} data-tip-side="top">
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  )
}
