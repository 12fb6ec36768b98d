export { Composer, type ComposerHandle } from './Composer'
export { RoomIcon } from './RoomSwitch'
export { restoreDraft } from './keeper'
export type { Then } from './use-send'
