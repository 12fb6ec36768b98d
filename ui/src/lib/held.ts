import type { TFunction } from 'i18next'

const codes = ['asked', 'all_wait', 'remark'] as const

/** Why a reply waits for a second person. Replies of earlier versions hold a sentence, which stays as it is. */
export function heldWords(because: string | null | undefined, t: TFunction): string {
  const code = codes.find((one) => one === because)
  return code ? t(`held.${code}`) : (because ?? '')
}
