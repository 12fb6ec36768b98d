import { type ClipboardEvent, type Ref, memo } from 'react'
import { classes } from '@/ui/classes'

interface Props {
  value: string
  /** From here on the network would cut. */
  fits: number
  label: string
  placeholder: string
  describedBy?: string
  onChange: (text: string) => void
  onFiles: (files: File[]) => void
  ref?: Ref<HTMLTextAreaElement>
}

const type = 'col-start-1 row-start-1 w-full resize-none px-4 py-2 text-base break-words whitespace-pre-wrap'

/**
 * A plain text box that grows with its text. A hidden twin behind it gives the height and marks what
 * is too long, since a text box cannot mark anything itself.
 */
function Box({ value, fits, label, placeholder, describedBy, onChange, onFiles, ref }: Props) {
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <div className="grid max-h-[min(18rem,34dvh)] min-h-16 overflow-y-auto overscroll-contain">
      <div aria-hidden="true" dir="auto" className={classes(type, 'pointer-events-none text-transparent')}>
        {value.slice(0, fits)}
        {fits < value.length && <mark className="rounded-sm bg-overdue-soft text-transparent">{value.slice(fits)}</mark>}
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
        className={classes(type, 'overflow-hidden bg-transparent outline-none')}
      />
    </div>
  )
}

export const TextBox = memo(Box)
