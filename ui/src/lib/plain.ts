/** Signs that turn the reading direction of what follows. Real scripts do without them; tricksters do not. */
const OVERRIDES = /[\u202d\u202e]/gu

export const plain = (text: string): string => text.replace(OVERRIDES, '')
