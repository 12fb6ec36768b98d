import i18next from 'i18next'
import { desk, mediaPath } from '@/api/desk'
import type { RoomLimits } from '@/api/types'
import { newKey } from '@/lib/ids'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import type { Attachment } from './draft-state'
import type { DraftKeeper } from './keeper'
import { acceptedPictures } from './use-attach'

const MOST_BYTES = 8_000_000
/** Letters, of four bytes at most. */
const NAME_MOST = 100
/** The page's own address of a picture is needed until the desk has one. */
const KEPT_MS = 10_000

/** Pictures that have not left this computer. */
const held = new Map<string, File>()
const t = i18next.t

async function upload(keeper: DraftKeeper, key: string, file: File, screening: NonNullable<Attachment['screening']>): Promise<void> {
  const change = (part: Partial<Attachment>) => keeper.send({ type: 'attachment', key, change: part })
  change({ state: 'uploading', screening })
  try {
    const media = await desk.upload(file)
    await desk.changeMedia(media.id, { screening, name: [...file.name].slice(-NAME_MOST).join('') })
    held.delete(key)
    change({ id: media.id, path: mediaPath(media.id), state: 'ready' })
  } catch (error) {
    change({ state: 'failed', error: explain(error, i18next.t) })
  }
}

/** Looked at here first: what is explicit stays on this computer until somebody says otherwise. */
async function take(keeper: DraftKeeper, file: File): Promise<void> {
  const key = newKey()
  const path = URL.createObjectURL(file)
  held.set(key, file)
  keeper.send({ type: 'attached', attachment: { key, name: file.name, path, alt: '', state: 'checking' } })
  let screening: NonNullable<Attachment['screening']> = 'unscreened'
  try {
    const { EXPLICIT_FROM, explicitScore } = await import('@/lib/sight')
    screening = (await explicitScore(file)) >= EXPLICIT_FROM ? 'explicit' : 'clear'
  } catch {
    // Said beside the picture: nothing could look at it here, so a second person will.
  }
  if (screening === 'explicit') return keeper.send({ type: 'attachment', key, change: { state: 'explicit', screening } })
  await upload(keeper, key, file, screening)
  setTimeout(() => URL.revokeObjectURL(path), KEPT_MS)
}

export function attachFiles(keeper: DraftKeeper, limits: RoomLimits | undefined, files: File[]): void {
  const pictures = files.filter((file) => acceptedPictures.split(',').includes(file.type))
  if (pictures.length < files.length) tell(t('attach.notAPicture'), 'error')
  const room = (limits?.images ?? 0) - keeper.store.get().attachments.length
  if (pictures.length > room) tell(t('attach.tooManyPictures', { count: limits?.images ?? 0 }), 'error')
  for (const file of pictures.slice(0, Math.max(0, room))) {
    if (file.size > MOST_BYTES) tell(t('attach.pictureTooBig', { name: file.name }), 'error')
    else void take(keeper, file)
  }
}

/** The writer stands by it: it goes up, and a colleague has to look before it leaves. */
export function uploadAnyway(keeper: DraftKeeper, one: Attachment): void {
  const file = held.get(one.key)
  if (file) void upload(keeper, one.key, file, 'explicit')
}

const complain = (error: unknown): void => void tell(explain(error, i18next.t), 'error')

export function describe(one: Attachment): void {
  if (one.id) void desk.changeMedia(one.id, { alt: one.alt }).catch(complain)
}

/** Somebody has seen it in its full size. */
export function looked(keeper: DraftKeeper, one: Attachment): void {
  keeper.send({ type: 'attachment', key: one.key, change: { looked: true } })
  if (one.id) void desk.changeMedia(one.id, { looked: true }).catch(complain)
}
