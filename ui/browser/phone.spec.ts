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

test('what helps to answer is named above the words, and one tap away', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  let guided: { row: { id: string }; playbooks: { title: string }[] } | undefined
  // The desk judges what a matter is about a moment after it came in.
  await expect
    .poll(async () => {
      const { items }: { items: { id: string }[] } = await (await page.request.get(desk('/api/v1/conversations?view=needs_reply&limit=50'))).json()
      const all = await Promise.all(items.map(async ({ id }) => (await page.request.get(desk(`/api/v1/conversations/${id}`))).json()))
      guided = all.find((one) => one.playbooks.length > 0)
      return guided
    })
    .toBeDefined()
  const title = guided?.playbooks[0]?.title ?? ''
  await page.goto(desk(`/inbox/needs_reply/${guided?.row.id}`))
  const hint = page.getByRole('group', { name: 'Beside this conversation' }).getByRole('button', { name: title })
  await hint.tap()
  const side = page.getByRole('complementary', { name: 'Customer' })
  await expect(side.getByRole('heading', { name: 'What we want' }).first()).toBeInViewport()
  await expect(side.locator('summary').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(side).toHaveCount(0)
  await expect(hint).toBeFocused()
})

test('fingers find room', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  await rowsOf(page).first().tap()
  await expect(textBox(page)).toBeVisible()
  const small = await page.locator('button:visible:not([data-dense])').evaluateAll((buttons) =>
    buttons.filter((button) => button.getBoundingClientRect().height < 44).map((button) => button.outerHTML.slice(0, 120)),
  )
  expect(small).toEqual([])
})

test('what the desk thinks can be read and corrected by finger', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  const row = rowsOf(page).first()
  const id = (await row.getAttribute('id'))?.replace('row-', '') ?? ''
  await row.tap()
  await expect(timeline(page)).toBeVisible()
  // A desk without models judges nothing; then a person does, from outside.
  await page.evaluate(async (conversation) => {
    const json = async (path: string, init?: RequestInit) => (await fetch(`/api/v1${path}`, init)).json()
    const { csrf } = await json('/session')
    const { posts } = await json(`/conversations/${conversation}`)
    const last = posts.findLast((post: { by: string; context: boolean }) => post.by === 'customer' && !post.context)
    await fetch(`/api/v1/posts/${last.id}/judgement`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
      body: JSON.stringify({ intent: 'question' }),
    })
  }, id)
  const line = timeline(page).getByRole('group', { name: 'What the desk thinks' }).last()
  await expect(line).toContainText('Question')
  await line.getByRole('button', { name: 'Correct' }).tap()
  const dialog = page.getByRole('dialog', { name: 'What is it really?' })
  await dialog.getByText('Praise').tap()
  await dialog.getByRole('button', { name: 'Save the correction' }).tap()
  await expect(line).toContainText('Praise')
  await line.getByRole('button', { name: 'Why?' }).tap()
  await expect(page.getByRole('dialog', { name: 'Why this is here' })).toBeVisible()
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(sideways).toBe(false)
})

for (const path of ['listening', 'listening/terms', 'quality', 'quality/priority', 'quality/topics', 'answers', 'answers/promises', 'answers/playbooks', 'answers/coaching', 'answers/guard']) {
  test(`nothing of ${path} is cut off on a small phone`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(desk(`/${path}`))
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('navigation').first()).toBeVisible()
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(sideways).toBe(false)
  })
}
