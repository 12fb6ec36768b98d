import type { ReactNode } from 'react'

interface Props {
  title: string
  about?: string
  action?: ReactNode
  children: ReactNode
}

/** The frame of every screen that is not the inbox. */
export function Page({ title, about, action, children }: Props) {
  return (
    <div className="min-w-0 flex-1 overflow-y-auto bg-bg">
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 py-6 md:px-8 md:py-8">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {about && <p className="mt-1 max-w-prose text-sm text-pretty text-ink-2">{about}</p>}
          </div>
          {action}
        </header>
        {children}
      </div>
    </div>
  )
}

export function Section({ title, count, children }: { title: string; count?: number | string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="flex items-baseline gap-2 text-base font-semibold tracking-tight">
        {title}
        {count !== undefined && <span className="tnum text-sm font-normal text-ink-3">{count}</span>}
      </h2>
      {children}
    </section>
  )
}
