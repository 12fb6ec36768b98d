import { desk, expect, openPublic, test } from './test'

test('what would put it right is asked, decided with the honest reason, and followed', async ({ page }) => {
  await openPublic(page)
  const side = page.getByRole('complementary', { name: 'Customer' })
  await side.getByRole('button', { name: 'I have asked' }).click()
  await side.getByLabel('What they wish for').fill('A new cup, not a voucher')
  await side.getByText('In part', { exact: true }).click()
  await expect(side.getByRole('button', { name: 'Record the decision' })).toHaveAttribute('aria-disabled', 'true')
  await side.getByLabel('The honest reason').fill('That cup is no longer made.')
  await side.getByRole('button', { name: 'Record the decision' }).click()
  await expect(side.getByText('That cup is no longer made.')).toBeVisible()
  await side.getByRole('button', { name: 'It is done' }).click()
  await expect(side.getByRole('button', { name: 'It is done' })).toHaveCount(0)
})

test('a playbook is written, read and changed, and its examples stay where they are', async ({ page }) => {
  await page.goto(desk('/answers/playbooks'))
  await page.getByRole('button', { name: 'Write a playbook', exact: true }).click()
  const title = `Everything else ${Date.now() % 100_000}`
  const write = page.getByRole('dialog', { name: 'Write a playbook' })
  await write.getByLabel('Title').fill(title)
  await write.getByLabel('What we want').fill('They know what happens next.')
  await write.getByLabel('What you may decide').fill('Up to 50 EUR without asking.')
  await write.getByLabel('Good answers, to learn from').fill('Hi Lena, ten days is too long. I have asked the depot. Ana')
  await write.getByRole('button', { name: 'Save the playbook' }).click()
  const card = page.getByRole('listitem').filter({ has: page.locator('details'), hasText: title })
  await card.locator('summary').click()
  await expect(card.locator('[data-examples]')).toHaveCSS('user-select', 'none')
  // Who wrote it has read it.
  await expect(card.getByText('You have read it')).toBeVisible()
  await card.getByRole('button', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: `Edit ${title}` })
  await edit.getByLabel('Tone').fill('Warm and plain.')
  await edit.getByRole('button', { name: 'Save as version 2' }).click()
  await expect(card.getByText('Version 2')).toBeVisible()
  await card.getByRole('button', { name: 'Versions' }).click()
  const versions = page.getByRole('dialog', { name: `Versions of ${title}` })
  await expect(versions.getByRole('listitem').filter({ hasText: 'Version 1' })).toBeVisible()
  // Of the version in force also who has not read it yet.
  const newest = versions.getByRole('listitem').filter({ hasText: 'Version 2' })
  await newest.getByText('1 person confirmed it').click()
  await expect(newest.getByRole('listitem').filter({ hasText: 'not yet' }).first()).toBeVisible()
})

test('a playbook that somebody else wrote is read and confirmed', async ({ page }) => {
  const toRead = async () => Number((await (await page.request.get(desk('/api/v1/views'))).json()).playbooks_to_read)
  const before = await toRead()
  await page.goto(desk('/answers/playbooks'))
  const tab = page.getByRole('navigation', { name: 'Answering well' }).getByRole('link', { name: /^Playbooks/ })
  await expect(tab).toHaveAccessibleName(`Playbooks, ${before} ${before === 1 ? 'needs' : 'need'} attention`)
  const unread = page.getByRole('listitem').filter({ has: page.locator('details'), hasText: 'Please read' }).first()
  const title = await unread.locator('summary').innerText()
  const card = page.getByRole('listitem').filter({ has: page.locator('details'), hasText: title.split('\n')[0] ?? '' })
  await card.locator('summary').click()
  await card.getByRole('button', { name: 'I have read this' }).click()
  await expect(card.getByText('You have read it')).toBeVisible()
  await expect(tab).toHaveAccessibleName(before === 1 ? 'Playbooks' : new RegExp(`^Playbooks, ${before - 1} `))
})

test('a count of promises opens the list that it was counted from', async ({ page }) => {
  const id = await openPublic(page)
  const { csrf, user }: { csrf: string; user: { id: string; name: string } } = await (await page.request.get(desk('/api/v1/session'))).json()
  const what = `We call you ${Date.now()}`
  const made = await page.request.post(desk(`/api/v1/conversations/${id}/promises`), {
    headers: { 'X-CSRF-Token': csrf, 'Idempotency-Key': what },
    data: { what, due_at: new Date(Date.now() + 86_400_000).toISOString() },
  })
  expect(made.status()).toBe(200)
  await page.goto(desk('/answers/promises'))
  const row = page.getByRole('region', { name: 'By person' }).getByRole('row').filter({ hasText: user.name })
  await row.getByRole('link', { name: /^Open:/ }).click()
  await expect(page).toHaveURL(/state=open/)
  await expect(page.getByRole('heading', { name: `Open · ${user.name}` })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: what })).toBeVisible()
  await page.getByRole('link', { name: 'All promises' }).click()
  await expect(page.getByRole('region', { name: 'By person' })).toBeVisible()
})
