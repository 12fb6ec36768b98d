import { type Locator, type Page, test as base, expect } from '@playwright/test'

/** The desk of this worker (start-desk.ts). */
const origin = process.env['HEED_URL'] ?? process.env['HEED_URLS']?.split(' ')[Number(process.env['TEST_PARALLEL_INDEX'])]

export const desk = (path = '/'): string => new URL(path, origin).href

interface Fixtures {
  /** Fails the test when the page complained or asked anybody but the desk. */
  honest: void
}

export const test = base.extend<Fixtures>({
  honest: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text())
      })
      page.on('request', (request) => {
        const { origin: asked, protocol } = new URL(request.url())
        if (protocol.startsWith('http') && asked !== new URL(desk()).origin) complaints.push(`asked ${asked}`)
      })
      await use()
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

export const rowsOf = (page: Page): Locator => page.getByRole('listbox').getByRole('option')
export const composer = (page: Page): Locator => page.getByRole('region', { name: 'Write' })
export const textBox = (page: Page): Locator => composer(page).getByRole('textbox').first()
export const timeline = (page: Page): Locator => page.getByRole('log')

export async function openInbox(page: Page): Promise<void> {
  await page.goto(desk('/inbox/needs_reply'))
  await expect(rowsOf(page).first()).toBeVisible()
}

/** Opens the first conversation by keyboard and says which it is. */
export async function openFirst(page: Page): Promise<string> {
  await openInbox(page)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/\/inbox\/needs_reply\/[^/?]+/)
  await expect(textBox(page)).toBeVisible()
  // An earlier test may have left its words here.
  await textBox(page).fill('')
  await textBox(page).blur()
  return idOf(page)
}

interface PublicRow {
  id: string
  room: string
  network: string
  matter: { topics: string[]; language: string } | null
}

/** Opens the first conversation that everybody reads, in the tests' language: what the coach says depends on both, and on the playbook of its topic. */
export async function openPublic(page: Page, unless: string[] = []): Promise<string> {
  const answer = await page.request.get(desk('/api/v1/conversations?view=needs_reply&limit=50'))
  const { items }: { items: PublicRow[] } = await answer.json()
  const id = items.find((row) => row.room === 'public' && row.network === 'street' && row.matter?.language === 'en' && !row.matter.topics.some((topic) => unless.includes(topic)))?.id
  expect(id).toBeDefined()
  // An earlier test may have left its words and pictures here.
  await dropDraft(page, String(id))
  await page.goto(desk(`/inbox/needs_reply/${id}`))
  await expect(textBox(page)).toBeVisible()
  await textBox(page).fill('')
  await textBox(page).blur()
  return String(id)
}

/** As if nobody had begun to write. */
export async function dropDraft(page: Page, id: string): Promise<void> {
  const { csrf }: { csrf: string } = await (await page.request.get(desk('/api/v1/session'))).json()
  const dropped = await page.request.delete(desk(`/api/v1/conversations/${id}/draft`), { headers: { 'X-CSRF-Token': csrf } })
  expect(dropped.status()).toBeLessThan(300)
}

export const idOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

interface Asked {
  method?: string
  body?: unknown
}

/** What a test needs from the desk before somebody uses it. */
export async function api<T>(page: Page, path: string, { method = 'GET', body }: Asked = {}): Promise<T> {
  return page.evaluate(
    async ([to, how, what]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json()
      const answer = await fetch(`/api/v1${to}`, {
        method: how as string,
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'Idempotency-Key': crypto.randomUUID() },
        ...(what !== undefined && { body: JSON.stringify(what) }),
      })
      if (!answer.ok) throw new Error(`${how} ${to}: ${answer.status} ${await answer.text()}`)
      return answer.status === 204 ? null : answer.json()
    },
    [path, method, body] as const,
  ) as Promise<T>
}
