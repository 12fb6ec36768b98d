const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const firstOf = (text: string): string => {
  for (const { segment } of segmenter.segment(text)) return segment
  return ''
}

/** At most two letters a person would recognise; scripts without capitals keep their own first sign. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .split(/[\s._@-]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter((word) => word !== '')
  const first = words[0]
  if (first === undefined) return firstOf(name.trim()) || '?'
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first)) return firstOf(first)
  const last = words.length > 1 ? words.at(-1) : undefined
  return (firstOf(first) + (last ? firstOf(last) : '')).toLocaleUpperCase()
}

export const HUES = 8

/** The same person always has the same calm colour, on every desk. */
export function hueOf(key: string): number {
  let hash = 2166136261
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 16777619)
  return (hash >>> 0) % HUES
}
