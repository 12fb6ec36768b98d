import type { ReactNode } from 'react'
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router'
import { classes } from './classes'

interface Props {
  label: string
  tabs: { to: NonNullable<LinkProps['to']>; label: string; icon?: ReactNode }[]
}

/** Screens that belong together, one link each. */
export function Tabs({ label, tabs }: Props) {
  const here = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') })
  return (
    <nav aria-label={label} className="-mb-2 flex max-w-full gap-1 overflow-x-auto border-b border-line">
      {tabs.map(({ to, label: name, icon }) => (
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
          {name}
          {here === to && <span className="absolute inset-x-1.5 bottom-0 h-0.5 rounded-full bg-accent" aria-hidden="true" />}
        </Link>
      ))}
    </nav>
  )
}
