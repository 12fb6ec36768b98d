import { expect, it } from 'vitest'
import { speaker } from '@/test/speaker'
import { hearingOf, reasonOf } from './hearing'

it('tells a stream that is heard late from one that is heard now', () => {
  expect(hearingOf({ hearing: 'hears', behind_s: null })).toBe('hears')
  expect(hearingOf({ hearing: 'hears', behind_s: 60 })).toBe('hears')
  expect(hearingOf({ hearing: 'hears', behind_s: 61 })).toBe('behind')
})

it('leaves deaf what is deaf, however late', () => {
  expect(hearingOf({ hearing: 'deaf', behind_s: 9000 })).toBe('deaf')
  expect(hearingOf({ hearing: 'connecting', behind_s: 9000 })).toBe('connecting')
  expect(hearingOf({ hearing: 'off', behind_s: null })).toBe('off')
})

it('says in the reader’s language what is wanting, and leaves what a network says', async () => {
  const [en, de] = [await speaker('en'), await speaker('de')]
  for (const sentence of ['It is switched off in the configuration.', 'There are no terms yet.', 'No Bluesky account is connected.']) {
    expect(reasonOf(sentence, en)).toBe(sentence)
    expect(reasonOf(sentence, de)).not.toBe(sentence)
  }
  expect(reasonOf('stream.example answers 503', de)).toBe('stream.example answers 503')
})
