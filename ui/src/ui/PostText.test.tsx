import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { PostText } from './PostText'

describe('PostText', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '&lt;b&gt;',
    'x'.repeat(10_000),
    '{{7*7}} ${process.env}',
  ])('shows what was written as text: %#', (text) => {
    const { container } = render(<PostText text={text} />)
    expect(container.textContent).toBe(text)
    expect(container.querySelectorAll('script,img,b')).toHaveLength(0)
  })

  it('opens links elsewhere, without telling from where', () => {
    render(<PostText text="see https://example.com/a" />)
    const link = screen.getByRole('link')
    expect(link.getAttribute('href')).toBe('https://example.com/a')
    expect(link.getAttribute('rel')).toContain('noopener')
    expect(link.getAttribute('rel')).toContain('noreferrer')
  })

  it('does not let a text turn its own direction', () => {
    const { container } = render(<PostText text={'photo\u202Egnp.exe'} />)
    expect(container.textContent).toBe('photognp.exe')
  })
})

describe('PostText with marks', () => {
  it('marks words by code points, past emoji, tricks and links, and changes no letter', () => {
    const text = '😡\u202E see https://example.com/a: broken again'
    const { container } = render(<PostText text={text} marks={[{ start: 30, end: 36 }]} />)
    expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['broken'])
    expect(container.textContent).toBe(text.replace('\u202E', ''))
    expect(screen.getByRole('link').textContent).toBe('https://example.com/a')
  })
})
