/** Signs that turn the reading direction of what follows. Real scripts do without them; tricksters do not. */
export const overrides = /[\u202d\u202e]/u
const everywhere = new RegExp(overrides, 'gu')

export const plain = (text: string): string => text.replace(everywhere, '')
