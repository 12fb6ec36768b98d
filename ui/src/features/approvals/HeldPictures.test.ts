import { expect, it } from 'vitest'
import { isCovered } from './HeldPictures'

const said = [{ rule: 'attachment.explicit' }]
it.each([
  ['explicit', [], true],
  ['unscreened', said, true],
  ['unscreened', [{ rule: 'attachment.perhaps_explicit' }], true],
  ['unscreened', [{ rule: 'attachment.metadata' }], false],
  ['clear', said, false],
  ['clear', [], false],
] as const)('a picture screened as %s with %j is covered: %s', (screening, advice, covered) => {
  expect(isCovered({ screening }, advice)).toBe(covered)
})
