import { useTranslation } from 'react-i18next'
import { desk, mediaPath } from '@/api/desk'
import type { RoomLimits } from '@/api/types'
import { newKey } from '@/lib/ids'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import type { Attachment } from './draft-state'
import type { DraftKeeper } from './keeper'

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']
const MOST_BYTES = 8_000_000

export const acceptedPictures = TYPES.join(',')

export function useAttach(keeper: DraftKeeper, limits: RoomLimits | undefined) {
  const { t } = useTranslation()

  const upload = async (file: File) => {
    const key = newKey()
    const path = URL.createObjectURL(file)
    keeper.send({ type: 'attached', attachment: { key, name: file.name, path, alt: '', state: 'uploading' } })
    try {
      const media = await desk.upload(file)
      keeper.send({ type: 'attachment', key, change: { id: media.id, path: mediaPath(media.id), state: 'ready' } })
    } catch (error) {
      keeper.send({ type: 'attachment', key, change: { state: 'failed', error: explain(error, t) } })
    } finally {
      setTimeout(() => URL.revokeObjectURL(path), 10_000)
    }
  }

  const attach = (files: File[]) => {
    const pictures = files.filter((file) => TYPES.includes(file.type))
    if (pictures.length < files.length) tell(t('composer.notAPicture'), 'error')
    const room = (limits?.images ?? 0) - keeper.store.get().attachments.length
    if (pictures.length > room) tell(t('composer.tooManyPictures', { count: limits?.images ?? 0 }), 'error')
    for (const file of pictures.slice(0, Math.max(0, room))) {
      if (file.size > MOST_BYTES) tell(t('composer.pictureTooBig', { name: file.name }), 'error')
      else void upload(file)
    }
  }

  const describe = (one: Attachment) => {
    if (one.id) void desk.describeMedia(one.id, one.alt).catch((error: unknown) => tell(explain(error, t), 'error'))
  }
  return { attach, describe }
}
