import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { Ear, Feather, Inbox, RadioTower, Scale, Send, UsersRound } from 'lucide-react'
import { queries } from '@/api/queries'
import type { ViewCounts } from '@/api/types'
import { Logo } from '@/ui/Logo'
import { classes } from '@/ui/classes'
import { SettingsMenu } from '@/features/settings'

interface ItemProps {
  to: '/inbox' | '/answers' | '/listening' | '/quality' | '/outbox' | '/channels' | '/people'
  label: string
  hint: string
  trouble?: number
  children: ReactNode
}

function Item({ to, label, hint, trouble = 0, children }: ItemProps) {
  const { t } = useTranslation()
  const here = useRouterState({ select: (state) => state.location.pathname.startsWith(to) })
  return (
    <Link
      to={to}
      aria-label={trouble > 0 ? t('rail.withTrouble', { label, count: trouble }) : label}
      aria-current={here ? 'page' : undefined}
      data-tip={`${label} · ${hint}`}
      data-tip-side="right"
      data-target=""
      className={classes(
        'tip relative grid size-10 place-items-center rounded-xl transition-colors duration-100 max-md:h-12 max-md:w-full max-md:max-w-14',
        here ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-surface-2 hover:text-ink',
      )}
    >
      {children}
      {trouble > 0 && (
        <span
          aria-hidden="true"
          className="tnum absolute end-0.5 top-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-overdue px-1 text-[0.625rem] font-bold text-surface ring-2 ring-surface max-md:end-2.5 max-md:top-1"
        >
          {trouble > 99 ? '99+' : trouble}
        </span>
      )}
    </Link>
  )
}

/** Whatever of answering waits for a person. */
const waiting = (counts: ViewCounts | undefined): number =>
  (counts?.held_replies ?? 0) + (counts?.promises_due ?? 0) + (counts?.promises_broken ?? 0) + (counts?.playbooks_to_read ?? 0)

export function Rail() {
  const { t } = useTranslation()
  const counts = useQuery(queries.views).data
  // On a phone an open conversation has the whole screen; its own arrow leads back.
  const reading = useRouterState({ select: (state) => /^\/inbox\/[^/]+\/./.test(state.location.pathname) })
  return (
    <nav
      aria-label={t('rail.label')}
      className={classes(
        reading && 'max-md:hidden',
        'flex shrink-0 items-center border-line bg-surface max-md:order-last max-md:justify-around max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:gap-1 md:border-e md:py-3',
      )}
    >
      <Link to="/inbox" aria-label={t('rail.home')} className="mb-3 rounded-[9px] max-md:hidden">
        <Logo className="size-8" />
      </Link>
      <Item to="/inbox" label={t('rail.inbox')} hint="G I">
        <Inbox className="size-5" aria-hidden="true" />
      </Item>
      <Item to="/answers" label={t('rail.answers')} hint="G H" trouble={waiting(counts)}>
        <Feather className="size-5" aria-hidden="true" />
      </Item>
      <Item to="/listening" label={t('rail.listening')} hint="G L">
        <Ear className="size-5" aria-hidden="true" />
      </Item>
      <Item to="/quality" label={t('rail.quality')} hint="G Q">
        <Scale className="size-5" aria-hidden="true" />
      </Item>
      <Item to="/outbox" label={t('rail.outbox')} hint="G O" trouble={counts?.failed_replies ?? 0}>
        <Send className="size-5" aria-hidden="true" />
      </Item>
      <Item to="/channels" label={t('rail.channels')} hint="G C" trouble={counts?.channels_in_trouble ?? 0}>
        <RadioTower className="size-5" aria-hidden="true" />
      </Item>
      <Item to="/people" label={t('rail.people')} hint="G P">
        <UsersRound className="size-5" aria-hidden="true" />
      </Item>
      <span className="md:mt-auto" />
      <SettingsMenu />
    </nav>
  )
}
