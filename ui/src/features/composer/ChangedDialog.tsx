import { useTranslation } from 'react-i18next'
import type { Change } from './changes'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'

interface Props {
  changes: Change[] | undefined
  onSend: () => void
  onClose: () => void
}

function Line({ change }: { change: Change }) {
  const { t } = useTranslation()
  if (change.kind === 'owner') return <p>{t('changed.owner', { name: change.owner?.name ?? '' })}</p>
  if (change.kind === 'resolved') return <p>{t('changed.resolved')}</p>
  const [title, text] =
    change.kind === 'reply'
      ? [t('changed.reply', { name: change.reply.agent.name }), change.reply.text]
      : [t(`changed.${change.kind}`, { name: change.post.agent?.name ?? (change.post.author.name || change.post.author.handle) }), change.post.text]
  return (
    <>
      <p className="text-xs font-medium text-ink-3">{title}</p>
      <p dir="auto" className="mt-1 max-h-40 overflow-y-auto break-words whitespace-pre-wrap">
        {text}
      </p>
    </>
  )
}

/** The thread moved while somebody was writing: show how, and let them decide. */
export function ChangedDialog({ changes, onSend, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog
      open={changes !== undefined}
      onClose={onClose}
      title={t('changed.title')}
      footer={
        <>
          <Button onClick={onSend}>{t('changed.send')}</Button>
          <Button tone="primary" onClick={onClose}>
            {t('changed.keep')}
          </Button>
        </>
      }
    >
      <p className="text-sm text-ink-2">{changes?.length ? t('changed.text') : t('changed.unknown')}</p>
      <ul className="mt-3 flex flex-col gap-2">
        {changes?.map((change) => (
          <li key={change.kind + change.key} className="rounded-xl border border-line bg-surface-2 px-3 py-2.5 text-sm">
            <Line change={change} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
