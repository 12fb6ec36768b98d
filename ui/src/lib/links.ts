import { tokenize } from 'linkifyjs'

export type Piece = { kind: 'text'; text: string; at: number } | { kind: 'link'; text: string; href: string; at: number }

/** More than any network allows, and little enough that no text can stop the browser. */
const MOST = 12_000

/** Cuts text into words and links. Only web links become links; all else stays what it is: text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const token of tokenize(text.slice(0, MOST))) {
    const words = token.toString()
    const href = token.t === 'url' ? token.toHref('https') : ''
    if (/^https?:\/\//i.test(href)) pieces.push({ kind: 'link', text: words, href, at })
    else if (pieces.at(-1)?.kind === 'text') Object.assign(pieces.at(-1) ?? {}, { text: (pieces.at(-1)?.text ?? '') + words })
    else pieces.push({ kind: 'text', text: words, at })
    at += words.length
  }
  if (text.length > MOST) pieces.push({ kind: 'text', text: text.slice(MOST), at })
  return pieces
}
