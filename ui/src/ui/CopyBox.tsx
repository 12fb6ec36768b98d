import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Check, Copy } from 'lucide-react'
import { Button } from './Button'

interface Props {
  label: string
  text: string
  long?: boolean
}

/** A text to be taken elsewhere. Where the browser forbids the clipboard, the text is selected instead. */
export function CopyBox({ label, text, long }: Props) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const box = useRef<HTMLElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 2500)
    } catch {
      if (box.current) window.getSelection()?.selectAllChildren(box.current)
    }
  }
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">{label}</p>
      <div className="flex items-start gap-2">
        <code
          ref={box}
          dir="ltr"
          className={`min-w-0 flex-1 rounded-lg border border-line bg-surface-2 px-3 py-2 font-mono text-xs select-all ${long ? '[overflow-wrap:anywhere] whitespace-pre-wrap' : 'truncate'}`}
        >
          {text}
        </code>
        <Button
          onClick={() => void copy()}
          icon={copied ? <Check className="size-4 text-done" aria-hidden="true" /> : <Copy className="size-4" aria-hidden="true" />}
        >
          <span aria-live="polite">{t(copied ? 'action.copied' : 'action.copy')}</span>
        </Button>
      </div>
    </div>
  )
}
