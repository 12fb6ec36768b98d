import type { RoomLimits } from '@/api/types'
import { withWords } from '@/lib/i18n'
import type { Attachment } from './draft-state'
import type { DraftKeeper } from './keeper'

export const acceptedPictures = 'image/jpeg,image/png,image/webp,image/gif'

const load = () => withWords('coach', import('./attach'))

/** What can be done with pictures; the work behind it comes when there is one. */
export const attachments = (keeper: DraftKeeper, limits: RoomLimits | undefined) => ({
  attach: (files: File[]) => void load().then((all) => all.attachFiles(keeper, limits, files)),
  describe: (one: Attachment) => void load().then((all) => all.describe(one)),
  looked: (one: Attachment) => void load().then((all) => all.looked(keeper, one)),
  askSecond: (one: Attachment) => void load().then((all) => all.uploadAnyway(keeper, one)),
})
