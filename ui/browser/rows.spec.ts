import type { Page } from '@playwright/test'
import { expect, openInbox, rowsOf, test } from './test'

/** As much as a row can ever have to say. */
async function crowd(page: Page): Promise<void> {
  await page.route('**/api/v1/conversations?*', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    body.items = body.items.map((row: Record<string, unknown>, at: number) => ({
      ...row,
      room: at % 2 === 0 ? 'direct' : row['room'],
      addressed: at % 3 !== 0,
      reply_state: ['waiting', 'held', 'failed', 'sending', null][at % 5],
      head_start: 215,
      unanswered: 12,
      owner: { id: '1', name: 'Ana' },
      matter: { intent: 'complaint', severity: 1 + (at % 3), anger: 0.9, fear: 0, sadness: 0, irony: 0.8, unsure: at % 2 === 0, topics: ['delivery'] },
    }))
    await route.fulfill({ response: answer, json: body })
  })
}

/** Pairs of marks in one row that lie over each other where both can be seen. */
const overlaps = (page: Page): Promise<string[]> =>
  page.getByRole('option').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const edge = row.getBoundingClientRect()
      const leaves = [...row.querySelectorAll<HTMLElement>('span,p,svg')].filter((one) => {
        const own = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
        return (own || one instanceof SVGElement) && !one.closest('.sr-only') && getComputedStyle(one).visibility !== 'hidden'
      })
      const seen = leaves.flatMap((one) => {
        let box = one.getBoundingClientRect()
        for (let up = one.parentElement; up && up !== row; up = up.parentElement) {
          if (getComputedStyle(up).overflow === 'visible') continue
          const clip = up.getBoundingClientRect()
          const [left, top] = [Math.max(box.left, clip.left), Math.max(box.top, clip.top)]
          box = new DOMRect(left, top, Math.min(box.right, clip.right) - left, Math.min(box.bottom, clip.bottom) - top)
        }
        return box.width > 1 && box.height > 1 ? [{ one, box }] : []
      })
      return seen.flatMap(({ one, box }, at) => [
        ...(box.right > edge.right + 1 ? [`${one.textContent} leaves the row`] : []),
        ...seen.slice(at + 1).flatMap((other) => {
          if (one.contains(other.one) || other.one.contains(one)) return []
          const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
          const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
          return wide > 1 && high > 3 ? [`${one.textContent || one.outerHTML.slice(0, 60)} over ${other.one.textContent || other.one.outerHTML.slice(0, 60)}`] : []
        }),
      ])
    }),
  )

for (const width of [320, 360, 768, 1280, 1920]) {
  test(`nothing in a row lies over anything else at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await crowd(page)
    await openInbox(page)
    await expect(rowsOf(page).getByText('Leaving soon').first()).toBeVisible()
    await page.evaluate(() => document.fonts.ready)
    expect(await overlaps(page)).toEqual([])
  })
}
