import { beforeEach, describe, expect, it, vi } from 'vitest'
import { row } from '@/test/samples'
import { rows } from './rows'

beforeEach(() => rows.clear())

describe('the row store', () => {
  it('lets the newer version win, whichever way it came', () => {
    rows.put(row({ version: 5, preview: 'new' }))
    rows.put(row({ version: 4, preview: 'old' }))
    expect(rows.get('v1')?.preview).toBe('new')
  })

  it('tells only those who look at the row', () => {
    const mine = vi.fn<() => void>()
    const other = vi.fn<() => void>()
    rows.subscribe('v1', mine)
    rows.subscribe('v2', other)
    rows.put(row())
    expect(mine).toHaveBeenCalledOnce()
    expect(other).not.toHaveBeenCalled()
  })

  it('takes back what the desk refused', () => {
    rows.put(row())
    const back = rows.patch('v1', { state: 'resolved' })
    expect(rows.get('v1')?.state).toBe('resolved')
    back()
    expect(rows.get('v1')?.state).toBe('open')
  })

  it('does not take back over something newer', () => {
    rows.put(row())
    const back = rows.patch('v1', { state: 'resolved' })
    rows.put(row({ version: 2, preview: 'news' }))
    back()
    expect(rows.get('v1')).toMatchObject({ version: 2, preview: 'news' })
  })
})
