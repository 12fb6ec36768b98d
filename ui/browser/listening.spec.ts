import type { Locator, Page } from '@playwright/test'
import { composer, desk, expect, test, timeline } from './test'

const stream = (page: Page): Locator => page.getByRole('feed', { name: 'Posts' })
const heard = (page: Page): Locator => stream(page).getByRole('article')

async function openListening(page: Page): Promise<void> {
  await page.goto(desk('/listening'))
  await expect(heard(page).first()).toBeVisible()
}

test('what is said about us is shown with the words that made us listen, and why it is kept here', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  await expect(page.getByRole('listbox')).toBeVisible()
  // Two keys too far apart, as on a busy machine, are no chord.
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await expect(page.getByRole('heading', { name: 'Listening', level: 1 })).toBeVisible({ timeout: 2000 })
  }).toPass()
  const first = heard(page).first()
  await expect(first).toBeVisible()
  await expect(heard(page).locator('mark').filter({ hasText: /larkspur|bramble/i }).first()).toBeVisible()
  await expect(first.getByText(/In the inbox|Only heard|Folded away|Left alone|Not about us/).first()).toBeVisible()

  await test.step('in numbers, in bars and in a sentence', async () => {
    const table = page.getByRole('table', { name: 'How much, and in what mood' })
    await expect(table.getByRole('row').filter({ hasText: 'Larkspur' }).first()).toBeVisible()
    await expect(page.getByText(/posts? named you without speaking to you/)).toBeVisible()
  })

  await test.step('one term only', async () => {
    await page.getByRole('table').getByRole('button', { name: 'Larkspur', exact: true }).click()
    await expect(page).toHaveURL(/term=/)
    await expect(heard(page).first().locator('mark').first()).toContainText(/larkspur/i)
    await page.getByRole('button', { name: 'Every term' }).click()
    await expect(page).not.toHaveURL(/term=/)
  })
})

test('a heard post can be answered: it becomes a conversation', async ({ page }) => {
  await openListening(page)
  await page.getByRole('combobox', { name: 'What was decided' }).selectOption('Only heard')
  const answer = stream(page).getByRole('button', { name: 'Answer this' }).first()
  await expect(answer).toBeVisible()
  await answer.click()
  await expect(page).toHaveURL(/\/inbox\/all\//)
  await expect(timeline(page)).toBeVisible()
  await expect(composer(page)).toBeVisible()
})

test('what does not concern us is said once, and shown at once', async ({ page }) => {
  await openListening(page)
  const post = heard(page).filter({ has: page.getByRole('button', { name: 'Not about us' }) }).first()
  await post.getByRole('button', { name: 'Not about us' }).click()
  await expect(page.getByText('Posts much like it stay out from now on')).toBeVisible()
  await expect(heard(page).and(page.locator('[data-decision=not_about_us]')).first()).toBeVisible()
})

test('who is left alone stands on the quiet list, and z takes them off again', async ({ page }) => {
  await openListening(page)
  const why = `Asked us to stop, ${Date.now()}`
  await heard(page).getByRole('button', { name: 'Leave alone' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).fill(why)
  await dialog.getByRole('button', { name: 'Leave them alone' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('is left alone from now on')).toBeVisible()
  await page.keyboard.press('z')
  await page.goto(desk('/listening/quiet'))
  await expect(page.getByRole('heading', { name: 'Quiet list', level: 1 })).toBeVisible()
  await expect(page.getByText(why)).toHaveCount(0)
})

test('a term is tried while it is written, then added, and removed with a way back', async ({ page }) => {
  await page.goto(desk('/listening/terms'))
  await page.getByRole('button', { name: 'Add a term' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a term' })
  const text = dialog.getByRole('textbox', { name: 'Listen for' })
  await text.fill('larkspur')
  const trial = dialog.getByRole('region', { name: 'What it would have heard' })
  const matched = async () => Number(/matched ([\d,]+) of/.exec(await trial.innerText())?.[1]?.replace(',', '') ?? -1)
  await expect.poll(matched).toBeGreaterThan(0)
  const all = await matched()
  await expect(trial.locator('mark').first()).toContainText(/larkspur/i)
  await dialog.getByRole('textbox', { name: 'Except with' }).fill('the\nto\na')
  await expect.poll(matched).toBeLessThan(all)
  await dialog.getByRole('textbox', { name: 'Except with' }).fill('larkspur')
  await expect(trial.getByText('excludes itself')).toBeVisible()

  const word = `harbourlights${Date.now() % 10_000}`
  await dialog.getByRole('textbox', { name: 'Except with' }).fill('')
  await text.fill(word)
  await dialog.getByRole('combobox', { name: 'Purpose' }).selectOption('Crisis')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const line = page.getByRole('listitem').filter({ hasText: word })
  await expect(line).toBeVisible()
  await line.getByRole('button', { name: `Stop listening for ${word}` }).click()
  await expect(line).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(line).toBeVisible()
  await line.getByRole('button', { name: `Stop listening for ${word}` }).click()
  await expect(line).toHaveCount(0)
})

test('a desk that is deaf to a whole network says so wherever one looks for it', async ({ page }) => {
  const known = { network: 'bluesky', since: new Date(Date.now() - 20 * 60_000).toISOString(), heard_up_to: new Date(Date.now() - 21 * 60_000).toISOString() }
  const says = async (part: object): Promise<void> => {
    await page.unroute('**/api/v1/listening/stream')
    await page.route('**/api/v1/listening/stream', (route) => route.fulfill({ json: { ...known, reason: '', behind_s: 1260, ...part } }))
    await page.goto(desk('/listening'))
  }
  const line = page.getByRole('region', { name: 'Whether we hear' })
  await says({ hearing: 'deaf', reason: 'jetstream.example cannot be reached: no route' })
  await expect(line.getByRole('alert')).toHaveText('Bluesky cannot be heard')
  await expect(line).toContainText('last heard 21 min ago')
  await expect(line).toContainText('no route')
  await page.goto(desk('/channels'))
  await expect(line.getByRole('alert')).toHaveText('Bluesky cannot be heard')

  await says({ hearing: 'hears', behind_s: 1260 })
  await expect(line).toContainText('21 min behind')
  await says({ hearing: 'hears', behind_s: 3, heard_up_to: new Date().toISOString() })
  await expect(line).toContainText('The whole of Bluesky is heard')
  await says({ hearing: 'off', reason: 'No Bluesky account is connected.', behind_s: null, heard_up_to: null })
  await expect(line).toContainText('not the whole of Bluesky')
  await expect(line).toContainText('No Bluesky account is connected.')
})
