import { CircleQuestionMark, Lightbulb } from 'lucide-react'
import type { Grade } from '@/api/types-answer'
import { classes } from './classes'

/** A sign that everybody knows, filled, so that it is told from the others at a glance. */
function StopSign({ className }: { className?: string; 'aria-hidden'?: 'true' }) {
  return (
    <svg viewBox="0 0 16 16" className={className} aria-hidden="true">
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="currentColor" />
      <path d="M8 4.2v4.4M8 11.4v.1" fill="none" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  )
}

const icons = { stop: StopSign, ask: CircleQuestionMark, hint: Lightbulb }
export const gradeTones: Record<Grade, string> = { stop: 'text-overdue', ask: 'text-soon', hint: 'text-ink-2' }

/** How grave a remark is: by shape and colour; the word beside it says the same. */
export function GradeIcon({ grade, className }: { grade: Grade; className?: string }) {
  const Icon = icons[grade]
  return <Icon className={classes('size-4 shrink-0', gradeTones[grade], className)} aria-hidden="true" />
}
