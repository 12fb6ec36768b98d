import { useId, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Columns2, HandHeart, PencilLine } from 'lucide-react'
import type { Advice } from '@/api/types-answer'
import { Button } from '@/ui/Button'
import { GradeIcon, gradeTones } from '@/ui/Grade'
import { Kbd } from '@/ui/Kbd'
import { classes } from '@/ui/classes'

interface Props {
  advice: Advice
  open: boolean
  onOpen: () => void
  /** Puts the caret at the words. */
  onWords: () => void
  onStep: (step: 1 | -1) => void
  onBack: () => void
  onTwin: (() => void) | undefined
  onRecord: (() => void) | undefined
  onEditRecord: (() => void) | undefined
}

/** One remark: how grave, why, and, while it is read, what to do. */
export function Remark({ advice, open, onOpen, onWords, onStep, onBack, onTwin, onRecord, onEditRecord }: Props) {
  const { t } = useTranslation()
  const about = useId()
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const way: Record<string, (() => void) | undefined> = {
      Enter: onWords,
      ArrowDown: () => onStep(1),
      ArrowUp: () => onStep(-1),
      Escape: onBack,
      F2: onBack,
      p: onRecord,
      v: onTwin,
    }
    const act = way[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <li data-grade={advice.grade} data-kind={advice.kind} data-rule={advice.rule} className={classes('rounded-lg', open && 'bg-surface-2')}>
      <button
        type="button"
        data-head=""
        data-dense=""
        aria-expanded={open}
        aria-describedby={open ? about : undefined}
        className="ring-inside flex min-h-7 w-full items-start gap-2 rounded-lg px-2 py-1 text-start text-xs pointer-coarse:min-h-11 pointer-coarse:items-center"
        onFocus={onOpen}
        onClick={onWords}
        onKeyDown={keys}
      >
        <GradeIcon grade={advice.grade} />
        <span className="min-w-0 flex-1 text-pretty">
          <span className={classes('font-semibold', gradeTones[advice.grade])}>{t(`coach.grade.${advice.grade}`)}</span>
          <span className="sr-only">: </span> <span className="text-ink">{advice.reason}</span>
        </span>
      </button>
      {open && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 ps-8 pe-2 pb-1.5">
          <p id={about} className="min-w-0 flex-1 basis-60 text-xs text-pretty text-ink-2">
            {advice.do}
          </p>
          {onTwin && (
            <Button size="sm" data-dense="" onClick={onTwin} icon={<Columns2 className="size-3.5" aria-hidden="true" />}>
              {t('coach.compare')}
              <span className="max-md:hidden">
                <Kbd keys="v" />
              </span>
            </Button>
          )}
          {onRecord && (
            <span className="flex gap-1">
              <Button size="sm" data-dense="" onClick={onRecord} icon={<HandHeart className="size-3.5" aria-hidden="true" />}>
                {t('coach.record')}
                <span className="max-md:hidden">
                  <Kbd keys="p" />
                </span>
              </Button>
              <Button size="sm" tone="quiet" data-dense="" onClick={onEditRecord} aria-label={t('coach.recordWith')} icon={<PencilLine className="size-3.5" aria-hidden="true" />} />
            </span>
          )}
        </div>
      )}
    </li>
  )
}
