import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Link2, UserRoundPlus, UserRoundX, UserRoundCheck } from 'lucide-react'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { Invitation, Role, User, UserChange } from '@/api/types'
import { useNow } from '@/lib/now'
import { longAgo } from '@/lib/time'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { PersonAvatar } from '@/ui/Avatar'
import { Button, IconButton } from '@/ui/Button'
import { CopyBox } from '@/ui/CopyBox'
import { Dialog } from '@/ui/Dialog'
import { Menu, MenuHeading, MenuItem, MenuLine } from '@/ui/Menu'
import { Page } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { classes } from '@/ui/classes'
import { InviteDialog } from './InviteDialog'
import { Tokens } from './Tokens'
import { roles } from './roles'

function Seen({ user }: { user: User }) {
  const { t } = useTranslation()
  const now = useNow()
  if (user.disabled_at) return <>{t('people.disabled')}</>
  if (user.invited) return <>{t('people.invited')}</>
  return <>{user.last_seen_at ? t('people.seen', { time: longAgo(user.last_seen_at, now, t) }) : t('people.neverSeen')}</>
}

interface RowProps {
  user: User
  onChange: (change: UserChange) => void
  onLink: () => void
}

function PersonMenu({ user, onChange, onLink }: RowProps) {
  const { t } = useTranslation()
  return (
    <Menu
      label={t('people.menu', { name: user.name })}
      trigger={
        <IconButton label={t('people.menu', { name: user.name })} data-tip-side="start">
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuHeading>{t('people.role')}</MenuHeading>
      {roles.map((role: Role) => (
        <MenuItem key={role} checked={role === user.role} onSelect={() => onChange({ role })}>
          {t(`role.${role}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Link2 className="size-4" aria-hidden="true" />} onSelect={onLink}>
        {t('people.newLink')}
      </MenuItem>
      {user.disabled_at ? (
        <MenuItem icon={<UserRoundCheck className="size-4" aria-hidden="true" />} onSelect={() => onChange({ disabled: false })}>
          {t('people.enable')}
        </MenuItem>
      ) : (
        <MenuItem danger icon={<UserRoundX className="size-4" aria-hidden="true" />} onSelect={() => onChange({ disabled: true })}>
          {t('people.disable')}
        </MenuItem>
      )}
    </Menu>
  )
}

function PersonRow({ user, onChange, onLink }: RowProps) {
  const { t } = useTranslation()
  const session = useSession()
  const me = user.id === session.user.id
  return (
    <li className={classes('flex items-center gap-3 px-4 py-3', user.disabled_at && 'text-ink-3')}>
      <PersonAvatar person={user} size="md" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-semibold">
          <bdi>{user.name}</bdi>
          {me && <span className="ms-1.5 text-xs font-medium text-ink-3">{t('owner.you')}</span>}
        </p>
        <p className="truncate text-xs text-ink-3">
          <bdi>{user.login}</bdi>
          <span className="sm:hidden"> · {t(`role.${user.role}`)}</span>
        </p>
      </div>
      <span className="w-24 text-sm text-ink-2 max-sm:hidden">{t(`role.${user.role}`)}</span>
      <span className="tnum w-32 text-end text-xs text-ink-3 sm:text-start">
        <Seen user={user} />
      </span>
      {session.user.role === 'owner' && !me ? <PersonMenu user={user} onChange={onChange} onLink={onLink} /> : <span className="size-8" />}
    </li>
  )
}

export function PeoplePage() {
  const { t } = useTranslation()
  const { user } = useSession()
  const client = useQueryClient()
  const users = useQuery(queries.users)
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<Invitation | null>(null)
  const onError = (error: unknown) => void tell(explain(error, t), 'error')
  const refresh = () => void client.invalidateQueries({ queryKey: ['users'] })
  const change = useMutation({ mutationFn: ({ id, to }: { id: string; to: UserChange }) => desk.changeUser(id, to), onSuccess: refresh, onError })
  const again = useMutation({ mutationFn: desk.inviteAgain, onSuccess: setLink, onError })
  const mayInvite = user.role === 'owner' || user.role === 'lead'
  return (
    <Page
      title={t('people.title')}
      about={t('people.about')}
      action={
        mayInvite && (
          <Button tone="primary" onClick={() => setInviting(true)} icon={<UserRoundPlus className="size-4" aria-hidden="true" />}>
            {t('people.invite')}
          </Button>
        )
      }
    >
      {users.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {users.isError && <Failure error={users.error} retry={() => void users.refetch()} />}
      {users.data && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
          {users.data.items.map((one) => (
            <PersonRow key={one.id} user={one} onChange={(to) => change.mutate({ id: one.id, to })} onLink={() => again.mutate(one.id)} />
          ))}
        </ul>
      )}
      {user.role === 'owner' && <Tokens />}
      {inviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(invitation) => {
            setInviting(false)
            setLink(invitation)
            refresh()
          }}
        />
      )}
      {link && (
        <Dialog open onClose={() => setLink(null)} title={t('people.linkTitle', { name: link.user.name })}>
          <p className="mb-4 text-sm text-pretty text-ink-2">{t('people.linkText')}</p>
          <CopyBox label={t('people.link')} text={new URL(link.link, window.location.origin).href} />
        </Dialog>
      )}
    </Page>
  )
}
