import type { Page } from '@playwright/test'
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

/** What stands in everything that pops up by itself or is read aloud. */
const alerts = (page: Page): Promise<string> =>
  page.evaluate(() => [document.title, ...[...document.querySelectorAll('[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]')].map((one) => one.textContent ?? '')].join('\n'))

test('no slur stands in an alert, a title or an announcement; the conversation shows the text as written', async ({ page }) => {
  const slur = 'f4ggot'
  const insult = 'You shitheads'
  const id = await openFirst(page)
  const rude = (row: { customer: { name: string; handle: string }; preview: string; version: number }) => {
    row.customer = { ...row.customer, name: `@${slur}_88`, handle: `${slur}_88` }
    row.preview = insult
    row.version += 1000
  }
  await page.route(`**/conversations/${id}`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    rude(body.row)
    body.customer.name = body.row.customer.name
    body.posts.at(-1).text = insult
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto(desk(`/inbox/needs_reply/${id}`))
  await expect(timeline(page).getByText(insult)).toBeVisible()
  await page.getByRole('button', { name: 'Resolve' }).first().click()
  await page.getByRole('menuitem').last().click()
  const bar = page.getByRole('region', { name: 'What was just done' })
  await expect(bar).toContainText('•••')
  expect(await alerts(page)).not.toContain(slur)
  expect(await alerts(page)).not.toContain('shit')

  await test.step('nor in what the desk says went wrong', async () => {
    await page.route('**/api/v1/terms', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 409, contentType: 'application/problem+json', json: { type: 'about:blank', title: 'Conflict', status: 409, detail: `There is a term “${slur}” already.` } }) : route.continue(),
    )
    await page.goto(desk('/listening/terms'))
    await page.getByRole('button', { name: 'Add a term' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a term' })
    await dialog.getByRole('textbox', { name: 'Listen for' }).fill('abc')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('alert')).toHaveText('There is a term “•••” already.')
  })
})
