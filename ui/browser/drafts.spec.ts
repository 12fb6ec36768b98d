import { composer, desk, expect, openFirst, test, textBox } from './test'

test('a draft outlives a reload', async ({ page }) => {
  const id = await openFirst(page)
  await page.keyboard.press('r')
  await page.keyboard.type('Half a thought')
  await expect(composer(page).getByText('Draft saved')).toBeVisible()
  await page.reload()
  await expect(textBox(page)).toHaveValue('Half a thought')
  await textBox(page).fill('')
  await page.goto(desk(`/inbox/all/${id}`))
})

test('a draft outlives a desk that cannot be reached, and a reload right after', async ({ page }) => {
  await openFirst(page)
  await page.route('**/draft', (route) => route.abort())
  await page.keyboard.press('r')
  await page.keyboard.type('Written on a train')
  await expect(composer(page).getByText('Draft kept on this computer')).toBeVisible()
  await page.unroute('**/draft')
  await page.reload()
  await expect(textBox(page)).toHaveValue('Written on a train')
  await expect(composer(page).getByText('Draft saved')).toBeVisible()
  await textBox(page).fill('')
})

test('a reply onto a thread that changed shows how, and asks', async ({ page }) => {
  const id = await openFirst(page)
  await page.keyboard.press('r')
  await page.keyboard.type('This answers the old question')
  await page.route('**/replies', (route) =>
    route.fulfill({
      status: 412,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Changed', status: 412, detail: 'The thread changed.' }),
    }),
  )
  await page.route(`**/conversations/${id}`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const last = body.posts.at(-1)
    body.posts.push({ ...last, id: 'fresh', by: 'customer', text: 'Never mind, it has just arrived!', agent: null })
    await route.fulfill({ response: answer, json: body })
  })
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Something changed while you wrote' })
  await expect(dialog.getByText('Never mind, it has just arrived!')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep writing' }).click()
  await expect(textBox(page)).toHaveValue('This answers the old question')
  await textBox(page).fill('')
})
