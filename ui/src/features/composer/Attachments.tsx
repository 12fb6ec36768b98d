import { useTranslation } from 'react-i18next'
import { CircleAlert, LoaderCircle, X } from 'lucide-react'
import { IconButton } from '@/ui/Button'
import type { Attachment } from './draft-state'

interface Props {
  attachments: readonly Attachment[]
  onAlt: (key: string, alt: string) => void
  onAltDone: (one: Attachment) => void
  onRemove: (key: string) => void
}

/** Pictures that go with the reply, each with the words for those who cannot see it. */
export function Attachments({ attachments, onAlt, onAltDone, onRemove }: Props) {
  const { t } = useTranslation()
  if (attachments.length === 0) return null
  return (
    <ul className="flex flex-col gap-2 px-4 pb-2">
      {attachments.map((one) => (
        <li key={one.key} className="flex items-center gap-3 rounded-lg border border-line bg-surface p-2">
          <span className="relative grid size-12 shrink-0 place-items-center overflow-hidden rounded-md bg-surface-2">
            <img src={one.path} alt="" className="size-full object-cover" />
            {one.state === 'uploading' && <LoaderCircle className="absolute size-5 animate-spin text-accent" aria-hidden="true" />}
          </span>
          <label className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="text-2xs font-medium text-ink-3">{one.name || t('composer.picture')}</span>
            {one.state === 'failed' ? (
              <span role="alert" className="flex items-center gap-1 text-xs text-overdue">
                <CircleAlert className="size-3.5" aria-hidden="true" />
                {one.error}
              </span>
            ) : (
              <input
                value={one.alt}
                dir="auto"
                maxLength={1500}
                onChange={(event) => onAlt(one.key, event.target.value)}
                onBlur={() => onAltDone(one)}
                placeholder={t('composer.altHint')}
                className="h-7 w-full rounded-md border border-field-line bg-surface px-2 text-xs"
              />
            )}
          </label>
          <IconButton size="sm" label={t('composer.removePicture')} onClick={() => onRemove(one.key)}>
            <X className="size-4" aria-hidden="true" />
          </IconButton>
        </li>
      ))}
      {attachments.some((one) => one.state === 'ready' && one.alt.trim() === '') && (
        <li className="flex items-center gap-1.5 text-xs text-soon">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          {t('composer.altReminder')}
        </li>
      )}
    </ul>
  )
}
