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

interface AreaProps {
  label: string
  help?: ReactNode
  rows: number
  value: string
  readOnly?: boolean
  /** Not prose: no spelling is checked, and all letters are equally wide. */
  code?: boolean
  onChange: (text: string) => void
}

/** Several lines. */
export function Area({ label, help, rows, value, readOnly = false, code = false, onChange }: AreaProps) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        value={value}
        readOnly={readOnly}
        spellCheck={!code}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={help ? `${id}-help` : undefined}
        className={classes(fieldLook, '!h-auto py-2', code && 'font-mono text-xs')}
      />
      {help && (
        <p id={`${id}-help`} className="text-xs text-pretty text-ink-3">
          {help}
        </p>
      )}
    </div>
  )
}
