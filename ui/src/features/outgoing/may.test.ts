import { expect, it } from 'vitest'
import { maySwitch } from './may'

it.each([
  ['owner', true, true],
  ['lead', true, true],
  ['agent', true, false],
  ['trainee', false, false],
  ['viewer', false, false],
] as const)('%s: may stop %s, may resume %s', (role, stops, resumes) => {
  expect(maySwitch(role, false)).toBe(stops)
  expect(maySwitch(role, true)).toBe(resumes)
})
