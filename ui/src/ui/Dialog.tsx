import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { X } from 'lucide-react'
import { IconButton } from './Button'
import { classes } from './classes'

interface Props {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  wide?: boolean
  footer?: ReactNode
}

/** The browser's own dialog: it keeps the focus inside and the rest of the page out of reach. */
export function Dialog({ title, open, onClose, children, wide, footer }: Props) {
  const { t } = useTranslation()
  const ref = useRef<HTMLDialogElement>(null)
  const titleRef = useRef<HTMLHeadingElement>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      // The way out is the first thing in the page, but not what somebody came for.
      const field = dialog.querySelector<HTMLElement>('form input, form textarea, form select')
      ;(field ?? titleRef.current)?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onClose={onClose}
      onMouseDown={(event) => event.target === ref.current && onClose()}
      className={classes(
        'enter-sheet max-h-[min(44rem,calc(100dvh-2rem))] w-[calc(100vw-2rem)] rounded-2xl border border-line bg-surface text-ink shadow-3',
        wide ? 'max-w-2xl' : 'max-w-md',
      )}
    >
      <div className="flex max-h-[inherit] flex-col">
        <header className="flex items-center justify-between gap-4 px-5 pt-4 pb-2">
          <h2 ref={titleRef} id={heading} tabIndex={-1} className="text-lg outline-none font-semibold tracking-tight">
            {title}
          </h2>
          <IconButton label={t('action.close')} onClick={onClose}>
            <X className="size-4" aria-hidden="true" />
          </IconButton>
        </header>
        {/* Long words without a button in them must be scrolled by keys as well. */}
        <div tabIndex={0} className="ring-inside min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">
          {children}
        </div>
        {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
      </div>
    </dialog>
  )
}
