import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { PlaybookReadings } from '@/api/types-answer'
import { Readers } from './Readers'

const readings: PlaybookReadings = {
  items: [
    { version: 2, confirmed: [{ person: { id: 'u1', name: 'Lea' }, at: '2026-11-21T10:00:00Z' }] },
    { version: 1, confirmed: [{ person: { id: 'u2', name: 'Ana' }, at: '2026-11-20T10:00:00Z' }] },
  ],
  missing: [{ id: 'u3', name: 'Ben' }],
}
const names = () => screen.getAllByRole('listitem', { hidden: true }).map((item) => item.querySelector('bdi')?.textContent)

describe('Readers', () => {
  it('says who has read the version in force, and who has not', () => {
    render(<Readers readings={readings} version={2} inForce />)
    expect(names()).toEqual(['Lea', 'Ben'])
  })

  it('asks nobody to read a version of before', () => {
    render(<Readers readings={readings} version={1} inForce={false} />)
    expect(names()).toEqual(['Ana'])
  })
})
