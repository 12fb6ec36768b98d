import list from './rough-words.txt?raw'

const COVER = '•••'
/** An alert that is longer has stopped being one. */
const LENGTH_MAX = 2000
const BARE_MARKS = /[\p{M}\p{Cf}]/gu

/** What stands for a letter: its likes in other scripts, digits, signs. */
const veils = 'аеорсхуікмтнвαορει0134578$@!|€'
const behind = 'aeopcxyikmthbaopeioieastbsaiie'
const alike = new Map([...veils].map((sign, at) => [sign, behind[at] ?? '']))

const letters = (text: string) => text.replace(/[^\p{L}]/gu, '')
const shape = (line: string) => `${line.startsWith('*') ? '.*' : ''}${letters(line)}${line.endsWith('*') ? '.*' : ''}`
const entries = list.split('\n').filter((line) => line && !line.startsWith('#'))
const rough = new RegExp(`^(?:${entries.map(shape).join('|')})$`, 'su')

const bare = (text: string) => text.normalize('NFKD').replace(BARE_MARKS, '').toLowerCase().replaceAll('ß', 'ss')
const seen = (text: string) => [...text].map((sign) => alike.get(sign) ?? sign).join('')

/** "sh1t" is a word, "A55" is the number of an order: signs speak as letters only among letters. */
const unveiled = (text: string) => (letters(text).length * 2 > text.replace(/[^\p{L}\p{N}$@!|€]/gu, '').length ? letters(seen(text)) : '')

/** Each way to read it: as it stands, with drawn-out letters short, and with one of each kept double. */
function isRough(text: string): boolean {
  const plain = bare(text).replace(/[.,;:!?)\]"'”’…]+$/u, '')
  return [letters(plain), unveiled(plain), unveiled(plain.replace(/^[@#]/u, ''))].some(
    (word) => word !== '' && [word, word.replace(/(\p{L})\1{2,}/gu, '$1'), word.replace(/(\p{L})\1{2,}/gu, '$1$1')].some((way) => rough.test(way)),
  )
}

/** "#AcmeIsShit" and "such_a-word" hold several words. */
const parts = (token: string) => token.split(/[_\-./:,#@]+|(?<=\p{Ll})(?=\p{Lu})/u)

/** "f u c k": one letter at a time. */
const spelled = /(?<!\S)\S(?:[ \u00a0]\S){2,20}(?!\S)/gu

const cover = (token: string) => token.replace(/^(\P{L}?)[\s\S]*?([.,;:!?)”"']*)$/u, (_, before: string, after: string) => `${/[("“']/.test(before) ? before : ''}${COVER}${after}`)

/**
 * The text for an alert, a title or an announcement: slurs and the coarsest insults are covered. They may pop up, or be read
 * aloud, where nobody asked for them.
 */
export function covered(text: string): string {
  const told = text.slice(0, LENGTH_MAX).replace(spelled, (run) => (isRough(run.replace(/\s/gu, '')) ? COVER : run))
  return told.replace(/\S+/gu, (token) => (isRough(token) || parts(token).some(isRough) ? cover(token) : token))
}
