import type { Page } from '@playwright/test'
import { desk, expect, openFirst, openInbox, rowsOf, test, timeline } from './test'

interface Shown {
  text?: string
  judgement?: Record<string, unknown>
  priority?: unknown
  head_start?: number
}

const judged = {
  language: 'en',
  intent: { label: 'complaint', confidence: 0.92 },
  sentiment: { label: 'negative', confidence: 0.9 },
  anger: 0.81,
  fear: 0,
  sadness: 0,
  irony: 0.7,
  severity: 2,
  topics: [{ id: 'delivery', confidence: 0.8 }],
  needs_answer: true,
  unsure: false,
  because: [],
  layer: 'encoder',
  model: 'test-1',
}

/** The desk's own answer, with the judgement that the test speaks of: which words a model marks is not the UI's affair. */
async function show(page: Page, id: string, shown: Shown): Promise<void> {
  await page.route(`**/api/v1/conversations/${id}`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const last = body.posts.findLast((post: { by: string; context: boolean }) => post.by === 'customer' && !post.context)
    Object.assign(last, { text: shown.text ?? last.text, judgement: { ...judged, ...shown.judgement } })
    if (shown.priority) body.priority = shown.priority
    if (shown.head_start !== undefined) body.row.head_start = shown.head_start
    body.row.version += 1000
    await route.fulfill({ response: answer, json: body })
  })
  await page.reload()
}

test('a post says what the desk thinks of it, and which words decided', async ({ page }) => {
  const id = await openFirst(page)
  await show(page, id, {
    text: '😡😡 my parcel is STILL not here: https://example.com/track',
    // In code points: each face is one, though it is two for a browser.
    judgement: { because: [{ start: 6, end: 12 }, { start: 16, end: 30 }] },
  })
  // The post that was shown is the last; those before it have words of their own.
  await expect(timeline(page).locator('[data-post]').filter({ hasText: 'STILL not here' }).locator('mark')).toHaveText(['parcel', 'STILL not here'])
  const line = timeline(page).getByRole('group', { name: 'What the desk thinks' }).last()
  for (const words of ['Complaint', 'costs time or money', 'very angry', 'may be ironic', 'Delivery', 'English', 'needs an answer']) await expect(line).toContainText(words)
})

test('what the desk is not sure of asks for a look', async ({ page }) => {
  const id = await openFirst(page)
  await show(page, id, { judgement: { unsure: true } })
  await expect(timeline(page).getByText('Unsure: please look').last()).toBeVisible()
  await page.keyboard.press('w')
  await expect(page.getByRole('dialog', { name: 'Why this is here' }).getByText('The desk is not sure about this post')).toBeVisible()
})

test('why something stands where it stands is told factor by factor', async ({ page }) => {
  const id = await openFirst(page)
  await show(page, id, {
    head_start: 240,
    priority: {
      head_start: 240,
      capped: true,
      factors: [
        { factor: 'severity', minutes: 120, measure: 3, reason: '-' },
        { factor: 'earlier_tries', minutes: 60, measure: 3, reason: '-' },
        { factor: 'anger', minutes: 57, measure: 0.9, reason: '-' },
        { factor: 'reach', minutes: 30, measure: 1_200_000, reason: '-' },
      ],
    },
  })
  await expect(timeline(page)).toBeVisible()
  await page.keyboard.press('w')
  const why = page.getByRole('dialog', { name: 'Why this is here' })
  for (const words of ['Head start +4 h', 'Something grave', 'Wrote 3 times before without an answer.', 'Very angry.', '1.2M people follow this account.', 'at most 4 h', 'waiting always wins in the end']) {
    await expect(why.getByText(words)).toBeVisible()
  }
  await expect(why.locator('[data-factor=severity]')).toContainText('+2 h')
  await page.keyboard.press('Escape')
  await expect(why).toBeHidden()
})

test('one key corrects what the desk thinks: the row shows it, and z takes it back', async ({ page }) => {
  // A row shows the gravest of all that waits: with one post, that is the one that is corrected.
  const answer = await page.request.get(desk('/api/v1/conversations?view=needs_reply&limit=100'))
  const waiting: { items: { id: string; unanswered: number }[] } = await answer.json()
  const id = waiting.items.find((each) => each.unanswered === 1)?.id
  await page.goto(desk(`/inbox/needs_reply/${id}`))
  const row = page.locator(`#row-${id}`)
  await expect(timeline(page)).toBeVisible()
  const dialog = page.getByRole('dialog', { name: 'What is it really?' })
  const say = async (keys: string[]) => {
    await page.keyboard.press('c')
    await expect(dialog).toBeVisible()
    for (const key of keys) await page.keyboard.press(key)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
  }
  await say(['4'])
  await expect(row.locator('[data-matter=praise]')).toBeVisible()
  await expect(timeline(page).getByText('Corrected by your team').last()).toBeVisible()

  await page.keyboard.press('c')
  await page.keyboard.press('1')
  // Severity turns from none to grave and round again.
  await dialog.getByRole('radio', { name: 'grave' }).check({ force: true })
  await page.keyboard.press('t')
  await page.keyboard.type('deliv')
  // It was told by its words already, or is now.
  const delivery = dialog.getByRole('button', { name: 'Delivery', exact: true })
  await expect(delivery).toBeVisible()
  if ((await delivery.getAttribute('aria-pressed')) === 'false') await page.keyboard.press('Enter')
  else await page.keyboard.press('Escape')
  await expect(delivery).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(row.locator('[data-matter=complaint]')).toContainText('Grave complaint')
  await expect(row.locator('[data-topic]')).toBeVisible()

  await page.keyboard.press('z')
  await expect(row.locator('[data-matter=praise]')).toBeVisible()
})

test('what the team knows of a customer counts in the order', async ({ page }) => {
  const id = await openFirst(page)
  const customer = page.getByRole('complementary', { name: 'Customer' })
  await customer.getByRole('checkbox', { name: 'Needs special care' }).check()
  await expect(page.locator(`#row-${id} [data-head-start]`)).toBeVisible()
  await page.keyboard.press('w')
  await expect(page.getByRole('dialog').getByText('Marked as somebody to take special care of.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(desk(`/inbox/all/${id}`))
  await expect(customer.getByRole('checkbox', { name: 'Needs special care' })).toBeChecked()
  await customer.getByRole('checkbox', { name: 'Needs special care' }).uncheck()
})

test('other weights show at once whom they would move, and change nothing before they are saved', async ({ page }) => {
  // Somebody who waits is marked, so that a weight has something to move.
  await openInbox(page)
  await expect(rowsOf(page).nth(3)).toBeVisible()
  await rowsOf(page).nth(3).click()
  const care = page.getByRole('complementary', { name: 'Customer' }).getByRole('checkbox', { name: 'Needs special care' })
  await care.check()
  const marked = await page.getByRole('complementary', { name: 'Customer' }).getByRole('heading').first().innerText()

  await page.keyboard.press('Escape')
  await page.goto(desk('/quality/priority'))
  const preview = page.getByRole('region', { name: 'Your inbox with these numbers' })
  const weight = page.getByRole('spinbutton', { name: 'Needs special care' })
  await expect(preview.getByRole('listitem').first()).toBeVisible()
  const rank = async () => {
    const names = await preview.getByRole('link').allInnerTexts()
    return names.indexOf(marked)
  }
  await weight.fill('0')
  await expect.poll(rank).toBeGreaterThan(0)
  await page.getByRole('spinbutton', { name: 'Head start at most' }).fill('1440')
  await weight.fill('1440')
  await expect.poll(rank).toBe(0)
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeEnabled()
  await page.getByRole('button', { name: 'Back to what is in force' }).click()
  await expect(save).toBeDisabled()
})
