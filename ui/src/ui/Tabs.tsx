import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router'
import { classes } from './classes'

interface Props {
  label: string
  /** `waits`: so many things there wait for somebody. */
  tabs: { to: NonNullable<LinkProps['to']>; label: string; icon?: ReactNode; waits?: number | undefined }[]
}

/** A number to see, and a sentence to hear. */
function Waiting({ name, count }: { name: string; count: number }) {
  const { t } = useTranslation()
  return (
    <>
      <span className="sr-only">{t('rail.withTrouble', { label: name, count })}</span>
      <span aria-hidden="true">{name}</span>
      <span aria-hidden="true" className="tnum grid h-[18px] min-w-[18px] place-items-center rounded-full bg-surface-3 px-1.5 text-2xs font-semibold text-ink">
        {count > 99 ? '99+' : count}
      </span>
    </>
  )
}

/** Screens that belong together, one link each. */
export function Tabs({ label, tabs }: Props) {
  const here = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') })
  return (
    <nav aria-label={label} className="-mb-2 flex max-w-full gap-1 overflow-x-auto border-b border-line">
      {tabs.map(({ to, label: name, icon, waits = 0 }) => (
        <Link
          key={to}
          to={to}
          data-target=""
          aria-current={here === to ? 'page' : undefined}
          className={classes(
            'ring-inside relative flex h-9 shrink-0 items-center gap-1.5 rounded-t-md px-3 text-sm',
            here === to ? 'font-semibold text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          {icon}
          {waits > 0 ? <Waiting name={name} count={waits} /> : name}
          {here === to && <span className="absolute inset-x-1.5 bottom-0 h-0.5 rounded-full bg-accent" aria-hidden="true" />}
        </Link>
      ))}
    </nav>
  )
}
