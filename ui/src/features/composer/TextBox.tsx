import { type ClipboardEvent, type Ref, memo } from 'react'
import { classes } from '@/ui/classes'
import type { Mark } from './coach-state'
import { cutMarks } from './marks'

interface Props {
  value: string
  /** From here on the network would cut. */
  fits: number
  /** Words that the coach remarks upon. */
  marks: readonly Mark[]
  label: string
  placeholder: string
  describedBy?: string
  onChange: (text: string) => void
  onFiles: (files: File[]) => void
  onCaret?: (at: number) => void
  ref?: Ref<HTMLTextAreaElement>
}

const type = 'col-start-1 row-start-1 w-full resize-none px-4 py-2 text-base break-words whitespace-pre-wrap'

/**
 * A plain text box that grows with its text. A hidden twin behind it gives the height and marks what is
 * too long and what the coach remarks upon, since a text box cannot mark anything itself. Both scroll as one.
 */
function Box({ value, fits, marks, label, placeholder, describedBy, onChange, onFiles, onCaret, ref }: Props) {
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <div className="grid max-h-[min(18rem,34dvh)] min-h-16 overflow-y-auto overscroll-contain">
      <div aria-hidden="true" dir="auto" className={classes(type, 'pointer-events-none text-transparent')}>
        {cutMarks(value, marks, fits).map(({ at, text, mark, over }) =>
          mark || over ? (
            <mark key={at} data-remark={mark?.grade} data-active={mark?.active || undefined} className={classes('remark', over && 'bg-overdue-soft')}>
              {text}
            </mark>
          ) : (
            text
          ),
        )}
        {'\u200b\n'}
      </div>
      <textarea
        ref={ref}
        dir="auto"
        rows={2}
        value={value}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={fits < value.length || undefined}
        placeholder={placeholder}
        spellCheck
        onChange={(event) => onChange(event.target.value)}
        onPaste={paste}
        onSelect={(event) => onCaret?.(event.currentTarget.selectionStart)}
        className={classes(type, 'overflow-hidden bg-transparent outline-none')}
      />
    </div>
  )
}

export const TextBox = memo(Box)
