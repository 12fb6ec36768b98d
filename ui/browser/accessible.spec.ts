import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { desk, expect, openPublic, rowsOf, test, textBox } from './test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// What arrives while it is looked at fades in, and has not its final colours before.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

interface Finding {
  id: string
  nodes: { html: string; failureSummary?: string }[]
}

/** Every rule of WCAG 2.2 AA that a machine can check, and the good practices besides. */
async function expectClean(page: Page): Promise<void> {
  // Half-way through its entrance nothing has its final colours.
  await page.waitForTimeout(300)
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } }
    const { violations } = await run.run()
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`),
    }))
  })
  expect(found).toEqual([])
}

for (const [name, path, ready] of [
  ['outbox', '/outbox', 'Outbox'],
  ['channels', '/channels', 'Channels'],
  ['people', '/people', 'People'],
  ['listening', '/listening', 'Listening'],
  ['terms', '/listening/terms', 'Terms'],
  ['quiet list', '/listening/quiet', 'Quiet list'],
  ['quality', '/quality', 'Quality'],
  ['priority', '/quality/priority', 'Priority'],
  ['topics', '/quality/topics', 'Topics'],
  ['second look', '/answers', 'Second look'],
  ['promises', '/answers/promises', 'Promises'],
  ['playbooks', '/answers/playbooks', 'Playbooks'],
  ['coaching', '/answers/coaching', 'Coach'],
  ['guard', '/answers/guard', 'Guard'],
] as const) {
  test(`${name} is open to everybody`, async ({ page }) => {
    await page.goto(desk(path))
    await expect(page.getByRole('heading', { name: ready, level: 1 })).toBeVisible()
    await expectClean(page)
  })
}

test('sign-in, invitation, set-up and not-found are open to everybody', async ({ page }) => {
  for (const path of ['/login', '/join?token=x', '/setup?token=x', '/no/such/page']) {
    await page.goto(desk(path))
    await expect(page.getByRole('heading', { level: 1 }).or(page.getByText('There is nothing here'))).toBeVisible()
    await expectClean(page)
  }
})

test('inbox and conversation are open to everybody', async ({ page, hasTouch }) => {
  await page.goto(desk('/inbox/needs_reply'))
  await expect(rowsOf(page).first()).toBeVisible()
  await expectClean(page)
  if (hasTouch) await rowsOf(page).first().tap()
  else await rowsOf(page).first().click()
  await expect(textBox(page)).toBeVisible()
  await textBox(page).fill('Too long. '.repeat(80))
  await expectClean(page)
  await textBox(page).fill('')
})

test('the coach is open to everybody', async ({ page }) => {
  await openPublic(page)
  await textBox(page).fill('We are sorry for the inconvenience. Is 4111 1111 1111 1111 your card? I will refund you within 24 hours.')
  await expect(page.locator('li[data-grade=stop]').first()).toBeVisible()
  await expectClean(page)
  await textBox(page).fill('')
})

test('menus, palette and dialogs are open to everybody', async ({ page }) => {
  await page.goto(desk('/inbox/needs_reply'))
  await rowsOf(page).first().click()
  await expect(textBox(page)).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('menu')).toBeVisible()
  await expectClean(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectClean(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('h')
  await expect(page.getByRole('dialog', { name: 'History' })).toBeVisible()
  await expectClean(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('c')
  const correct = page.getByRole('dialog', { name: 'What is it really?' })
  await expect(correct).toBeVisible()
  await page.keyboard.press('1')
  await expectClean(page)
  await page.keyboard.press('Enter')
  await expect(correct).toBeHidden()
  await expectClean(page)
  await page.keyboard.press('w')
  await expect(page.getByRole('dialog', { name: 'Why this is here' })).toBeVisible()
  await expectClean(page)
})
