import type { Page } from '@playwright/test'
import { api, composer, desk, expect, idOf, openInbox, openPublic, test, textBox } from './test'

const coach = (page: Page) => composer(page).getByRole('region', { name: 'Coach' })
const bars = (page: Page) => page.getByRole('region', { name: 'What was just done' })

/** Where a playbook forbids such a promise, recording it takes a second thought, and not one key. */
const guarded = ['app_website', 'network_outage', 'account_access', 'safety_health', 'food_hygiene', 'returns_refund', 'billing_price', 'payment_card']

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()

const promise = (page: Page, conversation: string, what: string, minutes: number) =>
  api<{ id: string }>(page, `/conversations/${conversation}/promises`, { method: 'POST', body: { what, due_at: inMinutes(minutes) } })

const release = (page: Page, id: string) => api(page, `/promises/${id}`, { method: 'PATCH', body: { state: 'released', evidence: 'Only tried.' } })

test('a promise that falls due comes to who made it, and leads to the conversation', async ({ page }) => {
  const id = await openPublic(page)
  const { id: made } = await promise(page, id, 'We call before noon.', 10)
  await page.goto(desk('/channels'))
  const bar = bars(page).getByText(/is due: /)
  await expect(bar).toBeVisible({ timeout: 40_000 })
  await expect(bars(page).locator('[aria-live=polite]')).toContainText(/Your promise to .+ is due: /)
  await expect(page.getByRole('link', { name: /^Answering well, \d+ needs? attention/ })).toBeVisible()
  await bars(page).getByRole('link', { name: 'Open' }).click()
  await expect(page).toHaveURL(new RegExp(`/inbox/all/${id}`))
  await expect(bar).toHaveCount(0)
  await release(page, made)
})

test('a promise is recorded and closed beside the conversation', async ({ page }) => {
  const id = await openPublic(page)
  const what = `We send the spare part ${id.slice(-4)}.`
  await page.getByRole('button', { name: 'Record a promise…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record a promise' })
  await dialog.getByLabel('What did we promise?').fill(what)
  await dialog.getByRole('button', { name: 'Record the promise' }).click()
  const standing = page.locator('li[data-promise=open]').filter({ hasText: what })
  await expect(standing).toContainText('due ')
  await standing.getByRole('button', { name: `Close or move: ${what}` }).click()
  const close = page.getByRole('dialog', { name: 'What became of it?' })
  await close.getByLabel('How do we know?').fill('The parcel number.')
  await close.getByRole('button', { name: 'Save' }).click()
  await expect(standing).toHaveCount(0)
})

test('while somebody types, one key records what the draft promises, for the day that it names', async ({ page }) => {
  await openPublic(page, guarded)
  await textBox(page).fill('Thank you for telling us.')
  await expect(coach(page)).toHaveAttribute('data-phase', 'ready')
  await textBox(page).press('Control+Alt+p')
  await expect(bars(page).getByText('The coach hears no promise in this draft.')).toBeVisible()
  await textBox(page).fill(`Hi, I am sorry. I will write to you again by Friday ${idOf(page).slice(-4)}. Nora`)
  // What is still being read is waited for.
  await textBox(page).press('Control+Alt+p')
  await expect(bars(page).getByText(/^Promise recorded, due Fri.* 17:00\.$/)).toBeVisible()
  await expect(textBox(page)).toBeFocused()
  await bars(page).getByRole('button', { name: /^Undo/ }).click()
  await expect.poll(async () => (await api<{ items: { what: string }[] }>(page, '/promises?state=open&owner=me')).items.filter((one) => one.what.includes(idOf(page).slice(-4))).length).toBe(0)
  await textBox(page).fill('')
})

test('more promises than one page holds are all reached', async ({ page }) => {
  test.setTimeout(120_000)
  const id = await openPublic(page)
  const made: string[] = []
  for (let i = 0; i < 55; i += 1) made.push((await promise(page, id, `Many promises, number ${i}.`, 60 * 24 * 60 + i)).id)
  await page.goto(desk('/answers/promises'))
  const last = page.getByText('Many promises, number 54.')
  const more = page.getByRole('button', { name: 'Show more: Open' })
  await expect(more).toBeVisible()
  await expect(last).toHaveCount(0)
  await more.click()
  await expect(last).toBeVisible()
  await expect(more).toHaveCount(0)
  for (const one of made) await release(page, one)
  await page.reload()
  // What was closed last comes first.
  await expect(page.locator('li[data-promise=released]').first()).toContainText('Many promises, number 54.')
})

test('what was decided to put it right says who decided, and can be changed', async ({ page }) => {
  await openInbox(page)
  const id = await openPublic(page)
  await api(page, `/conversations/${id}/remedy`, { method: 'PUT', body: { asked: true, wish: 'The money back.', decision: 'refused', reason: 'It was worn.' } })
  await page.reload()
  await expect(page.getByText(/^Decided by Nora.*, /)).toBeVisible()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByLabel('What they wish for')).toBeFocused()
  await page.getByRole('button', { name: 'Leave as it is' }).click()
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByText('In part', { exact: true }).click()
  await page.getByLabel('The honest reason').fill('Half of it, because it was worn.')
  await page.getByRole('button', { name: 'Record the decision' }).click()
  await expect(page.getByText('Half of it, because it was worn.')).toBeVisible()
})
