import { describe, expect, it } from 'vitest'
import { linesOf, topicIdOf } from './topic-id'

describe('topicIdOf', () => {
  it.each([
    ['Delivery', 'delivery_2'],
    ['  Zoll & Einfuhr ', 'zoll_einfuhr'],
    ['Größe passt nicht', 'grosse_passt_nicht'],
    ['café', 'cafe'],
    ['配送', 'topic'],
    ['', 'topic'],
    ['a'.repeat(200), 'a'.repeat(48)],
  ])('of "%s" is %s', (label, id) => {
    expect(topicIdOf(label, [{ id: 'delivery' }])).toBe(id)
  })
})

it('reads words line by line', () => {
  expect(linesOf(' late \n\nnever came\r\n')).toEqual(['late', 'never came'])
})
