import { desk, expect, openFirst, test, timeline } from './test'

test('a second browser sees the change without asking', async ({ page, browser }) => {
  const id = await openFirst(page)
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(desk(`/inbox/all/${id}`))
  await expect(timeline(other)).toBeVisible()

  const words = `Seen by both, ${id.slice(-6)}`
  await page.keyboard.press('n')
  await page.keyboard.type(words)
  await page.keyboard.press('Control+Enter')
  await expect(timeline(other).getByText(words)).toBeVisible()
  await context.close()
})

test('two tabs share one stream, and the second takes over from the first', async ({ context, page }) => {
  const streams: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('/api/v1/events')) streams.push(request.url())
  })
  const id = await openFirst(page)
  const second = await context.newPage()
  await second.goto(desk(`/inbox/all/${id}`))
  await expect(timeline(second)).toBeVisible()
  await expect.poll(() => streams.length).toBe(1)
  await page.close()
  await expect.poll(() => streams.length).toBe(2)
  await second.keyboard.press('n')
  await second.keyboard.type('Still listening')
  await second.keyboard.press('Control+Enter')
  await expect(timeline(second).getByText('Still listening').last()).toBeVisible()
})
