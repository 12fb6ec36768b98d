import { describe, expect, it } from 'vitest'
import { piecesOf } from './links'

const links = (text: string) => piecesOf(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))
const whole = (text: string) =>
  piecesOf(text)
    .map((piece) => piece.text)
    .join('')

describe('piecesOf', () => {
  it.each([
    ['see https://shop.example.org/a?b=c#d.', ['https://shop.example.org/a?b=c#d']],
    ['shop.example.com works', ['https://shop.example.com']],
    ['javascript:alert(1)', []],
    ['data:text/html,<script>alert(1)</script>', []],
    ['mail me@example.com', []],
    ['no link here', []],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected)
  })

  it.each(['<script>alert(1)</script> https://x.example/"onload="x', 'a\n\nb https://example.com c', 'x'.repeat(20_000), ''])(
    'loses and changes nothing: %#',
    (text) => {
      expect(whole(text)).toBe(text)
    },
  )

  it('gives every piece a place of its own', () => {
    const places = piecesOf('one https://a.example two https://b.example three').map((piece) => piece.at)
    expect(new Set(places).size).toBe(places.length)
  })
})
