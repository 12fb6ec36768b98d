import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleAlert, Eye, EyeOff, LoaderCircle, UsersRound, X } from 'lucide-react'
import { Button, IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { classes } from '@/ui/classes'
import type { Attachment } from './draft-state'

interface Props {
  attachments: readonly Attachment[]
  onAlt: (key: string, alt: string) => void
  onAltDone: (one: Attachment) => void
  onRemove: (key: string) => void
  onLooked: (one: Attachment) => void
  onSecond: (one: Attachment) => void
}

type OneProps = Omit<Props, 'attachments'> & { one: Attachment; onShow: () => void }

function Thumb({ one, onShow }: Pick<OneProps, 'one' | 'onShow'>) {
  const { t } = useTranslation()
  const busy = one.state === 'checking' || one.state === 'uploading'
  return (
    <button
      type="button"
      data-dense=""
      aria-label={t('attach.look')}
      onClick={onShow}
      className="relative grid size-12 shrink-0 place-items-center overflow-hidden rounded-md bg-surface-2"
    >
      <img src={one.path} alt="" className={classes('size-full object-cover', one.state === 'explicit' && 'blur-md')} />
      {busy && <LoaderCircle className="absolute size-5 animate-spin text-accent" aria-hidden="true" />}
      {one.state === 'explicit' && <EyeOff className="absolute size-5 text-overdue" aria-hidden="true" />}
    </button>
  )
}

function Explicit({ one, onSecond, onRemove }: Pick<OneProps, 'one' | 'onSecond' | 'onRemove'>) {
  const { t } = useTranslation()
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-xs">
      <span role="alert" className="flex items-start gap-1.5 text-pretty text-overdue">
        <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
        {t('attach.explicit')}
      </span>
      <Button size="sm" onClick={() => onRemove(one.key)}>
        {t('attach.removePicture')}
      </Button>
      <Button size="sm" tone="quiet" onClick={() => onSecond(one)} icon={<UsersRound className="size-3.5" aria-hidden="true" />}>
        {t('attach.askSecond')}
      </Button>
    </span>
  )
}

function One(props: OneProps) {
  const { t } = useTranslation()
  const { one, onAlt, onAltDone, onRemove, onShow } = props
  return (
    <li data-screening={one.screening} data-state={one.state} className="flex items-start gap-3 rounded-lg border border-line bg-surface p-2">
      <Thumb one={one} onShow={onShow} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="truncate text-2xs font-medium text-ink-3">{one.state === 'checking' ? t('attach.checking') : one.name || t('attach.picture')}</span>
        {one.state === 'explicit' ? (
          <Explicit {...props} />
        ) : one.state === 'failed' ? (
          <span role="alert" className="flex items-center gap-1 text-xs text-overdue">
            <CircleAlert className="size-3.5" aria-hidden="true" />
            {one.error}
          </span>
        ) : (
          <input
            value={one.alt}
            dir="auto"
            maxLength={1500}
            aria-label={t('attach.altHint')}
            onChange={(event) => onAlt(one.key, event.target.value)}
            onBlur={() => onAltDone(one)}
            placeholder={t('attach.altHint')}
            className="h-7 w-full rounded-md border border-field-line bg-surface px-2 text-xs pointer-coarse:h-11"
          />
        )}
        {one.state === 'ready' && one.screening !== 'clear' && (
          <span className="flex items-start gap-1 text-xs text-pretty text-soon">
            <UsersRound className="mt-px size-3.5 shrink-0" aria-hidden="true" />
            {t(one.screening === 'explicit' ? 'attach.secondLook' : 'attach.notChecked')}
          </span>
        )}
      </div>
      {one.state === 'ready' && !one.looked && (
        <Button size="sm" onClick={onShow} icon={<Eye className="size-3.5" aria-hidden="true" />}>
          {t('attach.look')}
        </Button>
      )}
      <IconButton size="sm" label={t('attach.removePicture')} onClick={() => onRemove(one.key)}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </li>
  )
}

/** Pictures that go with the reply: each seen in full by who sends it, and with words for those who cannot see it. */
export function Attachments(props: Props) {
  const { t } = useTranslation()
  const { attachments, onLooked } = props
  const [shown, setShown] = useState<string | null>(null)
  const full = attachments.find((one) => one.key === shown)
  const ready = attachments.filter((one) => one.state === 'ready')
  const reminder = ready.some((one) => !one.looked) ? 'attach.lookReminder' : ready.some((one) => one.alt.trim() === '') ? 'attach.altReminder' : null
  return (
    <>
      <ul className="flex max-h-[26dvh] flex-col gap-2 overflow-y-auto px-4 pb-2">
        {attachments.map((one) => (
          <One key={one.key} {...props} one={one} onShow={() => setShown(one.key)} />
        ))}
      </ul>
      {reminder && (
        <p className="flex items-center gap-1.5 px-4 pb-2 text-xs text-soon">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          {t(reminder)}
        </p>
      )}
      {full && (
        <Dialog
          open
          wide
          title={full.name || t('attach.picture')}
          onClose={() => {
            if (full.state === 'ready') onLooked(full)
            setShown(null)
          }}
        >
          <p className="mb-3 text-sm text-pretty text-ink-2">{t('attach.lookHelp')}</p>
          <div className="max-h-[70dvh] overflow-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={t('attach.full')}>
            <img src={full.path} alt={full.alt || t('attach.picture')} className="mx-auto block max-w-none" />
          </div>
        </Dialog>
      )}
    </>
  )
}
