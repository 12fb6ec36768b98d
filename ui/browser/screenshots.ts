import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { composer, desk, expect, openPublic, rowsOf, test, textBox, timeline } from './test'

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
mkdirSync(folder, { recursive: true })

const shoot = async (page: Page, name: string): Promise<void> => {
  // Entrances end, pictures arrive, menus are loaded.
  await page.waitForTimeout(1200)
  await page.screenshot({ path: `${folder}${name}.png` })
}

const inEnglish = /\b(the|and|you)\b/

async function openOne(page: Page, at: number): Promise<void> {
  await page.goto(desk('/inbox/needs_reply?order=newest'))
  await rowsOf(page).filter({ hasText: inEnglish }).nth(at).click()
  await expect(timeline(page)).toBeVisible()
  await expect(composer(page)).toBeVisible()
}

test('inbox in the light', async ({ page }) => {
  for (const at of [0, 2, 3]) {
    await openOne(page, at)
    await page.keyboard.press('i')
    await expect(page.getByRole('button', { name: 'Owner: You' })).toBeVisible()
  }
  await page.reload()
  await openOne(page, 1)
  await textBox(page).fill('Thank you for telling us. I am looking into it right now and will be back within the hour.')
  // What was just done has left the screen by then.
  await page.waitForTimeout(9000)
  await shoot(page, 'inbox-light')
  await textBox(page).fill('')
})

/** A draft with a blunder in it, to somebody in public. */
async function blunder(page: Page): Promise<void> {
  await openPublic(page)
  await textBox(page).fill('Dear customer, we are sorry for the inconvenience. Your card 4111 1111 1111 1111 gets 80 EUR back within 24 hours.')
  await expect(page.locator('li[data-grade=stop]').first()).toBeVisible()
}

for (const scheme of ['light', 'dark'] as const) {
  test(`the coach beside a draft in the ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 1760, height: 990 })
    await page.emulateMedia({ colorScheme: scheme })
    await blunder(page)
    await shoot(page, `coach-${scheme}`)
    await textBox(page).fill('')
  })
}

test('a second look', async ({ page }) => {
  await openPublic(page)
  const name = ((await textBox(page).getAttribute('placeholder')) ?? '').replace(/^Write to |…$/g, '').split(' ')[0]
  await textBox(page).fill(`Hi ${name}, that is not how it should be, and I am sorry. I ask the depot now and write to you here by six. Nora`)
  await composer(page).getByRole('button', { name: 'Have a colleague look first' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Is six o\'clock realistic?')
  await page.keyboard.press('Control+Enter')
  await expect(timeline(page).getByText('Waits for a second look').last()).toBeVisible()
  await page.goto(desk('/answers'))
  await expect(page.getByRole('article').first()).toBeVisible()
  await shoot(page, 'second-look')
})

test('inbox in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openOne(page, 3)
  await shoot(page, 'inbox-dark')
})

test('a note', async ({ page }) => {
  await openOne(page, 1)
  await page.keyboard.press('n')
  await page.keyboard.type('Same depot as the three others this morning. Do not promise a date yet.')
  await shoot(page, 'note')
  await textBox(page).fill('')
})

test('the palette', async ({ page }) => {
  await openOne(page, 0)
  await page.keyboard.press('Control+k')
  await shoot(page, 'palette')
})

test('why something is here', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  // The first of those that a head start moved, so that there is something to tell.
  await rowsOf(page).filter({ has: page.locator('[data-head-start]') }).filter({ hasText: inEnglish }).first().click()
  await expect(timeline(page)).toBeVisible()
  await page.keyboard.press('w')
  await expect(page.getByRole('dialog', { name: 'Why this is here' })).toBeVisible()
  await shoot(page, 'why')
})

test('a correction', async ({ page }) => {
  await openOne(page, 1)
  await page.keyboard.press('c')
  await expect(page.getByRole('dialog', { name: 'What is it really?' })).toBeVisible()
  await shoot(page, 'correct')
})

for (const [path, name] of [
  ['channels', 'channels'],
  ['people', 'people'],
  ['outbox', 'outbox'],
  ['listening', 'listening'],
  ['quality/priority', 'priority'],
  ['quality', 'quality'],
  ['answers/guard', 'guard'],
] as const) {
  test(name, async ({ page }) => {
    await page.goto(desk(`/${path}`))
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await shoot(page, name)
  })
}

test('a term on trial', async ({ page }) => {
  await page.goto(desk('/listening/terms'))
  await page.getByRole('button', { name: 'Add a term' }).click()
  await page.getByRole('textbox', { name: 'Listen for' }).fill('larkspur')
  await expect(page.getByText('Would have matched')).toBeVisible()
  await shoot(page, 'terms')
})

test('on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(desk('/inbox/needs_reply'))
  await expect(rowsOf(page).first()).toBeVisible()
  await shoot(page, 'phone-inbox')
  await rowsOf(page).nth(1).click()
  await expect(composer(page)).toBeVisible()
  await shoot(page, 'phone-conversation')
})

test('the coach on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await blunder(page)
  await shoot(page, 'phone-coach')
  await textBox(page).fill('')
})
