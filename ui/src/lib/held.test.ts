import { expect, it } from 'vitest'
import { speaker } from '@/test/speaker'
import { heldWords } from './held'

it.each(['en', 'de'] as const)('says in %s why a reply waits, and leaves old sentences as they are', async (language) => {
  const t = await speaker(language)
  const said = ['asked', 'all_wait', 'remark'].map((code) => heldWords(code, t))
  expect(new Set(said).size).toBe(3)
  for (const one of said) expect(one).toMatch(/^\p{Lu}.* .*\.$/u)
  expect(heldWords('A colleague reads these replies first.', t)).toBe('A colleague reads these replies first.')
  expect(heldWords(null, t)).toBe('')
})
