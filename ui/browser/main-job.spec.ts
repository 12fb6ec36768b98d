import { composer, desk, expect, idOf, openFirst, openPublic, rowsOf, test, textBox, timeline } from './test'

test('an agent answers by keyboard, thinks again, answers, and goes on with the next', async ({ page }) => {
  // The coach stops an answer in another language than a worried customer's.
  const first = await openPublic(page)
  const words = `Hi, I am sorry about this and look into it now. ${first.slice(-4)} Ana`

  await page.keyboard.press('r')
  await expect(textBox(page)).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press('Control+Enter')
  await expect(timeline(page).getByText(words)).toBeVisible()
  await expect(textBox(page)).toHaveValue('')

  await test.step('z brings the words back', async () => {
    await page.keyboard.press('z')
    await expect(textBox(page)).toHaveValue(words)
    await expect(timeline(page).getByText(words)).toHaveCount(0)
  })

  await test.step('sent again, it is seen on the network', async () => {
    await page.keyboard.press('Control+Enter')
    const ours = timeline(page).getByRole('article').filter({ hasText: words })
    await expect(ours).toBeVisible()
    await expect(ours.getByText(/Leaves in|Sending|Sent|Seen/)).toBeVisible()
    // It becomes a post like any other once it was read back from the network.
    await expect(page.getByRole('article', { name: /on its way/ })).toHaveCount(0, { timeout: 40_000 })
    await expect(ours).toBeVisible()
  })

  await test.step('resolved, the next one opens', async () => {
    await page.keyboard.press('e')
    const reason = page.getByRole('menuitem', { name: 'No answer needed' })
    // Meanwhile the customer may have answered; then the desk wants a reason.
    await expect(async () => {
      if (await reason.isVisible()) await reason.click()
      expect(idOf(page)).not.toBe(first)
    }).toPass()
    await page.goto(desk(`/inbox/all/${first}`))
    await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible()
  })
})

test('what waits for an answer is not closed without a reason, and z opens it again', async ({ page }) => {
  const first = await openFirst(page)
  await page.keyboard.press('e')
  await page.getByRole('menuitem', { name: 'Not about us' }).click()
  await expect(page).not.toHaveURL(new RegExp(first))
  await page.keyboard.press('z')
  await expect(page).toHaveURL(new RegExp(first))
  await expect(page.getByRole('button', { name: 'Resolve', exact: true })).toBeVisible()
})

test('taking a conversation can be undone', async ({ page }) => {
  await openFirst(page)
  const owner = page.getByRole('button', { name: /^Owner:/ })
  const before = await owner.innerText()
  await page.keyboard.press('i')
  await expect(owner).not.toHaveText(before)
  await page.keyboard.press('z')
  await expect(owner).toHaveText(before)
})

test('a note stays in the team and looks like one', async ({ page }) => {
  await openFirst(page)
  await page.keyboard.press('n')
  await expect(composer(page)).toHaveAttribute('data-mode', 'note')
  await page.keyboard.type('Same depot as this morning.')
  await page.keyboard.press('Control+Enter')
  const note = timeline(page).getByRole('article').filter({ hasText: 'Same depot as this morning.' }).last()
  await expect(note.getByText('Only your team sees this')).toBeVisible()
  await expect(composer(page)).not.toHaveAttribute('data-mode', 'note')
})

test('everything can be found by name, with its key', async ({ page }) => {
  await openFirst(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('channels')
  await expect(page.getByRole('option', { name: /Go to the channels/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Channels', level: 1 })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(rowsOf(page).first()).toBeVisible()
  await page.keyboard.press('Shift+?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden()
})
