import { defineConfig, devices } from '@playwright/test'

const launch = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

const wide = { viewport: { width: 1440, height: 900 } }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, userAgent: devices['Pixel 7'].userAgent }

/** Each worker has a desk of its own, so that no test meets what another one leaves behind. One that runs already is one. */
const workers = process.env['HEED_URL'] ? 1 : 2

export default defineConfig({
  testDir: 'browser',
  globalSetup: './browser/start-desk.ts',
  workers,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { launchOptions: launch, locale: 'en-GB', timezoneId: 'Europe/Vienna', trace: 'retain-on-failure' },
  // What people do is tried once; how it looks (colours, contrast, room) in the light, in the dark and on a phone.
  projects: [
    { name: 'light', testMatch: '*.spec.ts', testIgnore: 'phone.spec.ts', use: { ...wide, colorScheme: 'light' } },
    { name: 'dark', testMatch: 'accessible.spec.ts', use: { ...wide, colorScheme: 'dark' } },
    { name: 'phone', testMatch: ['phone.spec.ts', 'accessible.spec.ts'], grepInvert: /palette/, use: { ...phone, colorScheme: 'light' } },
    { name: 'screenshots', testMatch: 'screenshots.ts', fullyParallel: false, workers: 1, use: { ...wide, colorScheme: 'light' } },
  ],
})
