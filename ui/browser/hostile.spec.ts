import { desk, expect, openFirst, test, timeline } from './test'

const script = '<script>window.broken = true</script><img src=x onerror="window.broken = true">'
const turned = 'invoice\u202Efdp.exe'
const long = 'لا'.repeat(5000)

test('what strangers write is shown as text, and breaks nothing', async ({ page }) => {
  const id = await openFirst(page)
  await page.route(`**/conversations/${id}`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const last = body.posts.at(-1)
    const post = (text: string, at: number) => ({ ...last, id: `hostile${at}`, text, by: 'customer', deleted_at: null })
    body.posts = [script, turned, long, 'javascript:alert(1) https://example.com/?q="><script>'].map(post)
    body.row.customer.name = script
    body.row.version += 1000
    body.customer.name = script
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto(desk(`/inbox/needs_reply/${id}`))
  await expect(timeline(page).getByText(script)).toBeVisible()
  await expect(page.getByRole('heading', { name: script }).first()).toBeVisible()
  await expect(timeline(page).getByText('invoicefdp.exe')).toBeVisible()
  await expect(timeline(page).getByText(long)).toBeVisible()
  expect(await timeline(page).locator('a[href^="javascript"]').count()).toBe(0)
  expect(await page.evaluate(() => 'broken' in window)).toBe(false)
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(sideways).toBe(false)
})
