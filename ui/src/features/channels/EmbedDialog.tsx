import { useTranslation } from 'react-i18next'
import type { Channel } from '@/api/types'
import { CopyBox } from '@/ui/CopyBox'
import { Dialog } from '@/ui/Dialog'

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Where the form is, and how it gets onto a page of one's own. */
export function EmbedDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const link = new URL(channel.public_url ?? '/', window.location.origin).href
  const frame = `<iframe src="${escape(link)}" title="${escape(channel.name)}" width="100%" height="560" style="border:0"></iframe>`
  return (
    <Dialog open onClose={onClose} wide title={t('channels.embedTitle', { name: channel.name })}>
      <div className="flex flex-col gap-4">
        <p className="text-sm text-ink-2">{t('channels.embedText')}</p>
        <CopyBox label={t('channels.link')} text={link} />
        <CopyBox label={t('channels.snippet')} text={frame} long />
        <a href={link} target="_blank" rel="noopener noreferrer" className="text-sm font-medium text-accent underline underline-offset-2">
          {t('channels.tryForm')}
        </a>
      </div>
    </Dialog>
  )
}
