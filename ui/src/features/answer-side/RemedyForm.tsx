import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Remedy, RemedyChange, RemedyDecision } from '@/api/types-answer'
import { Button } from '@/ui/Button'
import { fieldLook } from '@/ui/Field'
import { classes } from '@/ui/classes'

const decisions = ['granted', 'partly', 'refused'] as const satisfies RemedyDecision[]
const words = `${fieldLook} !h-auto !px-2 py-1.5 !text-sm font-normal`

interface Props {
  remedy: Remedy | null
  busy: boolean
  onSave: (change: RemedyChange) => void
  /** Of what was decided already: leaves it as it is. */
  onCancel?: () => void
}

/** What the customer wishes, and what we do about it. */
export function RemedyForm({ remedy, busy, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const first = useRef<HTMLTextAreaElement>(null)
  const [wish, setWish] = useState(remedy?.wish ?? '')
  const [decision, setDecision] = useState<RemedyDecision | null>(remedy?.decision ?? null)
  const [reason, setReason] = useState(remedy?.reason ?? '')
  const reasonMissing = decision !== null && decision !== 'granted' && reason.trim() === ''
  const changes = onCancel !== undefined
  useEffect(() => {
    // The button that led here is gone.
    if (changes) first.current?.focus()
  }, [changes])
  const decide = () => decision && !reasonMissing && !busy && onSave({ asked: true, wish: wish.trim(), decision, reason: reason.trim() })
  return (
    <>
      <label className="flex flex-col gap-1 text-xs font-medium">
        {t('remedy.wish')}
        <textarea ref={first} rows={2} dir="auto" maxLength={1000} value={wish} onChange={(event) => setWish(event.target.value)} className={words} />
      </label>
      <fieldset>
        <legend className="mb-1 text-xs font-medium">{t('remedy.decision')}</legend>
        <div className="flex flex-wrap gap-1">
          {decisions.map((one) => (
            <label
              key={one}
              className={classes(
                'flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-lg border px-2 text-xs font-medium whitespace-nowrap has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
                one === decision ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
              )}
            >
              <input type="radio" name="decision" checked={one === decision} onChange={() => setDecision(one)} className="sr-only" />
              {t(`remedy.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {decision !== null && decision !== 'granted' && (
        <label className="flex flex-col gap-1 text-xs font-medium">
          {t('remedy.reason')}
          <textarea rows={2} dir="auto" maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} className={words} />
        </label>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" onClick={decide} aria-disabled={!decision || reasonMissing || busy}>
          {t('remedy.decide')}
        </Button>
        {changes ? (
          <Button size="sm" tone="quiet" onClick={onCancel}>
            {t('remedy.leave')}
          </Button>
        ) : (
          wish.trim() !== (remedy?.wish ?? '') && (
            <Button size="sm" tone="quiet" onClick={() => onSave({ wish: wish.trim() })}>
              {t('remedy.keepWish')}
            </Button>
          )
        )}
      </div>
    </>
  )
}
