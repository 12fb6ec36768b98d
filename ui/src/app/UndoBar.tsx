import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { AlarmClock, CircleAlert, CircleCheck, X } from 'lucide-react'
import { useSeconds } from '@/lib/now'
import { type Undoable, dismiss, useUndoables } from '@/lib/undo'
import { Kbd } from '@/ui/Kbd'

const looks = {
  done: { Icon: CircleCheck, colour: 'text-done' },
  error: { Icon: CircleAlert, colour: 'text-overdue' },
  due: { Icon: AlarmClock, colour: 'text-soon' },
}

function Bar({ one, latest }: { one: Undoable; latest: boolean }) {
  const { t } = useTranslation()
  const now = useSeconds()
  const left = Math.max(0, Math.ceil((one.until - now) / 1000))
  const { Icon, colour } = looks[one.tone]
  return (
    <div className="enter pointer-events-auto relative flex max-w-full min-w-0 items-center gap-2.5 overflow-hidden rounded-xl border border-line bg-surface py-2 ps-3.5 pe-2 shadow-3">
      <Icon className={`size-[18px] shrink-0 ${colour}`} aria-hidden="true" />
      <span className="min-w-0 flex-1 text-sm text-pretty">{one.text}</span>
      {one.conversation && (
        <Link
          to="/inbox/$view/{-$conversationId}"
          params={{ view: 'all', conversationId: one.conversation }}
          onClick={() => dismiss(one.id)}
          className="flex h-8 shrink-0 items-center rounded-lg px-2 text-sm font-semibold text-accent hover:bg-accent-soft pointer-coarse:h-11"
        >
          {t('reminder.open')}
        </Link>
      )}
      {one.undo && (
        <button
          type="button"
          className="flex h-8 shrink-0 items-center gap-2 rounded-lg px-2 text-sm font-semibold text-accent hover:bg-accent-soft"
          onClick={() => {
            dismiss(one.id)
            one.undo?.()
          }}
        >
          {t('action.undo')}
          <span className="tnum text-xs font-medium text-ink-3" aria-hidden="true">
            {left} s
          </span>
          {latest && (
            <span className="max-md:hidden">
              <Kbd keys="z" />
            </span>
          )}
        </button>
      )}
      <button
        type="button"
        data-dense=""
        aria-label={t('action.dismiss')}
        className="grid size-7 shrink-0 place-items-center rounded-lg text-ink-3 hover:bg-surface-2 hover:text-ink"
        onClick={() => dismiss(one.id)}
      >
        <X className="size-4" aria-hidden="true" />
      </button>
      {one.undo && (
        <span
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-accent rtl:origin-right"
          style={{ animation: `heed-drain ${one.until - one.started}ms linear forwards` }}
          aria-hidden="true"
        />
      )}
    </div>
  )
}

/** What was just done, and the way back. */
export function UndoBar() {
  const { t } = useTranslation()
  const all = useUndoables()
  const latest = all.findLast((one) => one.undo)
  return (
    <div
      role="region"
      aria-label={t('action.recent')}
      className="pointer-events-none fixed inset-x-2 bottom-2 z-[70] flex flex-col items-start gap-2 max-md:bottom-auto max-md:top-2 max-md:items-center md:start-[64px] md:end-auto md:bottom-3 md:w-[284px] lg:w-[352px]"
    >
      <div aria-live="polite" className="contents">
        {all.map((one) => (
          <Bar key={one.id} one={one} latest={one === latest} />
        ))}
      </div>
    </div>
  )
}
