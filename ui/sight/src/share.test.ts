import { expect, it } from 'vitest'
import { EXPLICIT_FROM, explicitShare } from './share'

it.each([
  ['a landscape', { neutral: 0.95, drawing: 0.05 }, false],
  ['a torn box', { neutral: 0.7, drawing: 0.29, porn: 0.01 }, false],
  ['somebody at the beach', { neutral: 0.4, sexy: 0.6 }, false],
  ['sex, photographed', { porn: 0.9, neutral: 0.1 }, true],
  ['sex, drawn', { hentai: 0.55, drawing: 0.3, porn: 0.1 }, true],
  ['half of each', { sexy: 0.5, porn: 0.4 }, true],
])('%s', (_, shares, explicit) => {
  expect(explicitShare(shares) >= EXPLICIT_FROM).toBe(explicit)
})
