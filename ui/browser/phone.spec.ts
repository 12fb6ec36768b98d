import { composer, desk, expect, rowsOf, test, textBox, timeline } from './test'

test('one pane at a time, with the way back', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  await rowsOf(page).first().tap()
  await expect(textBox(page)).toBeVisible()
  await expect(rowsOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Back to the list' }).tap()
  await expect(rowsOf(page).first()).toBeVisible()
})

for (const [name, size] of [
  ['a small phone', { width: 320, height: 640 }],
  ['four hundred per cent', { width: 320, height: 256 }],
] as const) {
  test(`nothing is cut off on ${name}`, async ({ page }) => {
    await page.setViewportSize(size)
    await page.goto(desk('/inbox/needs_reply'))
    await rowsOf(page).first().tap()
    await expect(timeline(page)).toBeVisible()
    const send = composer(page).getByRole('button', { name: /Reply and keep open|Send privately$/ })
    await send.scrollIntoViewIfNeeded()
    await expect(send).toBeInViewport()
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(sideways).toBe(false)
  })
}

test('fingers find room', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  await rowsOf(page).first().tap()
  await expect(textBox(page)).toBeVisible()
  const small = await page.locator('button:visible:not([data-dense])').evaluateAll((buttons) =>
    buttons.filter((button) => button.getBoundingClientRect().height < 44).map((button) => button.outerHTML.slice(0, 120)),
  )
  expect(small).toEqual([])
})
