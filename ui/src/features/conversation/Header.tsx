import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Check, ChevronDown, History, PanelRight, RotateCcw, UserRound, UserRoundX } from 'lucide-react'
import { assign, reopen } from '@/api/actions'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import { type ConversationRow, type ResolveReason, resolveReasons } from '@/api/types'
import { useCommands } from '@/lib/commands'
import { atHandle } from '@/lib/handle'
import { useIsWide } from '@/lib/media-query'
import { useNow } from '@/lib/now'
import { spell } from '@/lib/time'
import { CustomerAvatar, PersonAvatar } from '@/ui/Avatar'
import { Button, IconButton } from '@/ui/Button'
import { Menu, MenuHeading, MenuItem, MenuLine } from '@/ui/Menu'
import { HeadStart } from '@/ui/Matter'
import { networkName } from '@/ui/NetworkGlyph'
import { UrgencyChip } from '@/ui/Urgency'

interface Props {
  row: ConversationRow
  onResolve: (reason: ResolveReason | null) => void
  reasonOpen: boolean
  onReasonOpen: (open: boolean) => void
  onBack: () => void
  onHistory: () => void
  onCustomer: () => void
  onWhy: () => void
}

function OwnerMenu({ row }: { row: ConversationRow }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const users = useQuery(queries.users)
  const [open, setOpen] = useState(false)
  const mine = row.owner?.id === user.id
  useCommands('owner', [
    { id: 'claim', group: 'conversation', title: mine ? 'command.release' : 'command.claim', keys: 'i', run: () => void assign(row.id, mine ? null : user, user) },
    { id: 'assign', group: 'conversation', title: 'command.assign', keys: 'a', run: () => setOpen(true) },
  ])
  const people = users.data?.items.filter((one) => !one.disabled_at && !one.invited && one.role !== 'viewer') ?? []
  return (
    <Menu
      label={t('owner.menu')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          icon={row.owner ? <PersonAvatar person={row.owner} /> : <UserRound className="size-4" aria-hidden="true" />}
          className="max-w-44 @max-xl:border-0 @max-xl:px-2 @max-xl:shadow-none"
        >
          <span className="sr-only">{t('owner.menu')}: </span>
          <span className="truncate @max-xl:sr-only">{row.owner ? (mine ? t('owner.you') : row.owner.name) : t('owner.none')}</span>
          <ChevronDown className="size-3.5 text-ink-3 @max-xl:hidden" aria-hidden="true" />
        </Button>
      }
    >
      {!mine && (
        <MenuItem icon={<UserRound className="size-4" aria-hidden="true" />} keys="i" onSelect={() => void assign(row.id, user, user)}>
          {t('owner.take')}
        </MenuItem>
      )}
      {row.owner && (
        <MenuItem icon={<UserRoundX className="size-4" aria-hidden="true" />} {...(mine && { keys: 'i' })} onSelect={() => void assign(row.id, null, user)}>
          {t('owner.release')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuHeading>{t('owner.assignTo')}</MenuHeading>
      {people.map((one) => (
        <MenuItem
          key={one.id}
          icon={<PersonAvatar person={one} />}
          checked={one.id === row.owner?.id}
          onSelect={() => void assign(row.id, { id: one.id, name: one.name }, user)}
        >
          {one.id === user.id ? t('owner.youNamed', { name: one.name }) : one.name}
        </MenuItem>
      ))}
    </Menu>
  )
}

function ResolveButton({ row, onResolve, reasonOpen, onReasonOpen }: Pick<Props, 'row' | 'onResolve' | 'reasonOpen' | 'onReasonOpen'>) {
  const { t } = useTranslation()
  if (row.state === 'resolved') {
    return (
      <Button onClick={() => void reopen(row.id)} icon={<RotateCcw className="size-4" aria-hidden="true" />}>
        {t('conversation.reopen')}
      </Button>
    )
  }
  const waiting = row.waiting_since != null
  return (
    <div className="flex">
      <Button
        onClick={() => (waiting ? onReasonOpen(true) : onResolve(null))}
        icon={<Check className="size-4 text-done" strokeWidth={2.5} aria-hidden="true" />}
        className="rounded-e-none border-e-0"
        title={waiting ? t('conversation.needsReason') : undefined}
      >
        <span className="@max-md:sr-only">{t('conversation.resolve')}</span>
      </Button>
      <Menu
        label={t('conversation.reasons')}
        open={reasonOpen}
        onOpenChange={onReasonOpen}
        trigger={
          <Button aria-label={t('conversation.reasons')} className="rounded-s-none !px-1.5">
            <ChevronDown className="size-3.5 text-ink-3" aria-hidden="true" />
          </Button>
        }
      >
        <MenuHeading>{t(waiting ? 'conversation.withoutAnswer' : 'conversation.resolveAs')}</MenuHeading>
        {!waiting && <MenuItem onSelect={() => onResolve(null)}>{t('reason.answered')}</MenuItem>}
        {resolveReasons.map((reason) => (
          <MenuItem key={reason} onSelect={() => onResolve(reason)}>
            {t(`reason.${reason}`)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}

function Waited({ since }: { since: string }) {
  const { t } = useTranslation()
  const minutes = Math.max(0, Math.floor((useNow() - Date.parse(since)) / 60_000))
  return <span className="tnum shrink-0 @max-3xl:hidden"> · {t('urgency.waits', { time: spell(minutes, t) })}</span>
}

export function Header({ row, onResolve, reasonOpen, onReasonOpen, onBack, onHistory, onCustomer, onWhy }: Props) {
  const { t } = useTranslation()
  const { promise_minutes } = useSession()
  // Alone on a phone it is the page's heading; beside the list it is the second.
  const Heading = useIsWide() ? 'h2' : 'h1'
  const name = row.customer.name || row.customer.handle
  return (
    <header className="@container shrink-0 border-b border-line bg-surface">
      <div className="flex min-h-14 items-center gap-2 px-2 md:gap-3 md:ps-4 md:pe-3">
      <IconButton label={t('conversation.back')} onClick={onBack} className="md:hidden">
        <ArrowLeft className="size-5 rtl:-scale-x-100" aria-hidden="true" />
      </IconButton>
      <CustomerAvatar identity={row.customer} size="md" />
      <div className="relative min-w-16 flex-1">
        {/* With a finger the name itself leads to the customer. */}
        <button type="button" aria-label={t('customer.show')} onClick={onCustomer} className="absolute -inset-y-1.5 inset-x-0 rounded-lg @md:hidden" />
        <Heading className="truncate text-base leading-5 font-semibold tracking-tight">
          <bdi>{name}</bdi>
        </Heading>
        <p className="flex min-w-0 items-center text-xs whitespace-pre text-ink-3">
          <span className="min-w-0 overflow-hidden @md:hidden">
            <UrgencyChip short row={row} promise={promise_minutes} />
          </span>
          <bdi className="min-w-0 truncate @max-md:hidden">{atHandle(row.customer.handle, row.network)}</bdi>
          <span className="shrink-0 @max-4xl:hidden"> · {networkName(row.network)}</span>
          {row.waiting_since && <Waited since={row.waiting_since} />}
        </p>
      </div>
      <span className="flex items-center gap-2 @max-md:hidden">
        <UrgencyChip row={row} promise={promise_minutes} />
        {row.waiting_since && row.head_start !== 0 && (
          <button type="button" data-dense="" onClick={onWhy} className="rounded-md px-1 hover:bg-surface-2 @max-3xl:hidden">
            <HeadStart minutes={row.head_start} />
            <span className="sr-only">{t('conversation.why')}</span>
          </button>
        )}
      </span>
      <OwnerMenu row={row} />
      <ResolveButton row={row} onResolve={onResolve} reasonOpen={reasonOpen} onReasonOpen={onReasonOpen} />
      <IconButton label={t('conversation.history')} hint="H" onClick={onHistory} className="@max-md:hidden">
        <History className="size-[18px]" aria-hidden="true" />
      </IconButton>
      <IconButton label={t('customer.show')} hint="P" onClick={onCustomer} data-tip-side="start" className="xl:hidden @max-md:hidden">
        <PanelRight className="size-[18px] rtl:-scale-x-100" aria-hidden="true" />
      </IconButton>
      </div>
    </header>
  )
}
