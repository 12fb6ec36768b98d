import { classes } from './classes'

/** The mark: an ear, and the point it listens to. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={classes('shrink-0', className)} aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <path
        d="M9.2 17.6a7.3 7.3 0 1 1 13.9-3.2c0 4.3-4.7 5-4.7 8.7a3.5 3.5 0 0 1-6.4 2"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.7"
        strokeLinecap="round"
      />
      <circle cx="15.9" cy="14.3" r="2.6" fill="var(--on-accent)" />
    </svg>
  )
}
