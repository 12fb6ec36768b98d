import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import { classes } from './classes'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  label: string
  help?: ReactNode
  error?: string | undefined
}

export const fieldLook =
  'h-9 w-full rounded-lg border border-field-line bg-surface px-3 text-sm text-ink shadow-1 transition-colors hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0'

export function Field({ label, help, error, className, ...rest }: Props) {
  const id = useId()
  const about = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={about || undefined}
        className={classes(fieldLook, error && 'border-overdue')}
      />
      {help && (
        <p id={`${id}-help`} className="text-xs text-ink-3">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs font-medium text-overdue">
          {error}
        </p>
      )}
    </div>
  )
}
