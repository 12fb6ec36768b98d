import { CircleQuestionMark, Lightbulb, OctagonAlert } from 'lucide-react'
import type { Grade } from '@/api/types-answer'
import { classes } from './classes'

const icons = { stop: OctagonAlert, ask: CircleQuestionMark, hint: Lightbulb }
export const gradeTones: Record<Grade, string> = { stop: 'text-overdue', ask: 'text-soon', hint: 'text-ink-2' }

/** How grave a remark is: by shape and colour; the word beside it says the same. */
export function GradeIcon({ grade, className }: { grade: Grade; className?: string }) {
  const Icon = icons[grade]
  return <Icon className={classes('size-4 shrink-0', gradeTones[grade], className)} aria-hidden="true" />
}
