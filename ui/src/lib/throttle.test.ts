import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { throttle, throttleEach } from './throttle'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('throttle', () => {
  it('runs at once, and once more for all that came meanwhile', () => {
    const run = vi.fn<(key?: string) => void>()
    const call = throttle(run, 100)
    call()
    call()
    call()
    expect(run).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(100)
    expect(run).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(500)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('keeps keys apart', () => {
    const run = vi.fn<(key?: string) => void>()
    const call = throttleEach(run, 100)
    call('a')
    call('b')
    call('a')
    expect(run.mock.calls).toEqual([['a'], ['b']])
  })
})
