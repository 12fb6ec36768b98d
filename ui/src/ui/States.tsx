import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CloudOff, RotateCw } from 'lucide-react'
import { isUnreachable } from '@/api/client'
import { explain } from '@/lib/words'
import { Button } from './Button'
import { classes } from './classes'

interface EmptyProps {
  picture: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
  /** Nothing else on the screen is a heading. */
  alone?: boolean
}

export function Empty({ picture, title, children, action, className, alone }: EmptyProps) {
  return (
    <div className={classes('enter mx-auto flex max-w-xs flex-col items-center px-6 py-12 text-center', className)}>
      <div className="mb-4 text-ink-3">{picture}</div>
      {alone ? (
        <h1 className="text-lg font-semibold tracking-tight text-balance">{title}</h1>
      ) : (
        <p className="text-base font-semibold text-balance">{title}</p>
      )}
      {children && <p className="mt-1 text-sm text-pretty text-ink-2">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}

export function Failure({ error, retry, className }: { error: unknown; retry: () => void; className?: string }) {
  const { t } = useTranslation()
  return (
    <div role="alert" className={classes('mx-auto flex max-w-xs flex-col items-center px-6 py-12 text-center', className)}>
      <CloudOff className="mb-3 size-8 text-ink-3" strokeWidth={1.5} aria-hidden="true" />
      <p className="text-base font-semibold">{isUnreachable(error) ? t('error.offlineTitle') : t('error.title')}</p>
      <p className="mt-1 text-sm text-pretty text-ink-2">{explain(error, t)}</p>
      <Button className="mt-4" onClick={retry} icon={<RotateCw className="size-3.5" aria-hidden="true" />}>
        {t('action.retry')}
      </Button>
    </div>
  )
}

/** Grey bars in the shape of what is coming. */
export function Bars({ widths }: { widths: string[] }) {
  return (
    <div className="flex flex-col gap-2" aria-hidden="true">
      {widths.map((width, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- bars have no identity
        <div key={at} className="skeleton h-3" style={{ width }} />
      ))}
    </div>
  )
}
