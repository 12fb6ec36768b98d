import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classes } from './classes'

type Tone = 'primary' | 'secondary' | 'quiet' | 'danger' | 'private'

const tones: Record<Tone, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong shadow-1',
  private: 'bg-private text-on-private hover:bg-private-strong shadow-1',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-surface-2 shadow-1',
  quiet: 'text-ink-2 hover:bg-surface-2 hover:text-ink',
  danger: 'bg-surface text-overdue border border-line-strong hover:bg-overdue-soft shadow-1',
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: Tone
  size?: 'sm' | 'md'
  icon?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function Button({ tone = 'secondary', size = 'md', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap transition-colors duration-100 select-none',
        'disabled:opacity-50 aria-disabled:opacity-50',
        size === 'sm' ? 'h-7 px-2.5 text-xs' : 'h-8 px-3 text-sm',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  )
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string
  hint?: string
  size?: 'sm' | 'md'
  ref?: Ref<HTMLButtonElement>
}

/** A button that shows only a picture always says its name, and shows it as a tip. */
export function IconButton({ label, hint, size = 'md', className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={hint ? `${label} · ${hint}` : label}
      data-square=""
      {...rest}
      className={classes(
        'tip grid shrink-0 place-items-center rounded-lg text-ink-2 transition-colors duration-100 hover:bg-surface-2 hover:text-ink disabled:opacity-50',
        size === 'sm' ? 'size-7' : 'size-8',
        className,
      )}
    >
      {children}
    </button>
  )
}
