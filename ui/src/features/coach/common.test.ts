import { expect, it } from 'vitest'
import { commonWords } from './common'

const cut = (text: string, ranges: { start: number; end: number }[]) => ranges.map(({ start, end }) => text.slice(start, end))

it.each([
  ['We are sorry about the delay, Ana.', 'Hi Ben, we are sorry about the delay.', ['We are sorry about the delay'], ['we are sorry about the delay']],
  ['Nothing alike here', 'totally other words', [], []],
  ['the cat', 'a cat', [], []],
  ['so sorry 😡 for that, really', 'so sorry for that, indeed', ['so sorry 😡 for that'], ['so sorry for that']],
  ['', 'anything', [], []],
])('%s | %s', (left, right, inLeft, inRight) => {
  const common = commonWords(left, right)
  expect(cut(left, common.left)).toEqual(inLeft)
  expect(cut(right, common.right)).toEqual(inRight)
})

it('compares long texts without taking long to give up', () => {
  const long = 'word '.repeat(5000)
  expect(commonWords(long, long).left).toHaveLength(1)
})
