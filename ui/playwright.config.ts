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

export default defineConfig({
  testDir: 'browser',
  globalSetup: './browser/start-desk.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { launchOptions: launch, locale: 'en-GB', timezoneId: 'Europe/Vienna', trace: 'retain-on-failure' },
  projects: [
    { name: 'light', testMatch: '*.spec.ts', testIgnore: 'phone.spec.ts', use: { ...wide, colorScheme: 'light' } },
    { name: 'dark', testMatch: ['main-job.spec.ts', 'accessible.spec.ts', 'judgement.spec.ts', 'listening.spec.ts', 'answering.spec.ts'], use: { ...wide, colorScheme: 'dark' } },
    { name: 'phone', testMatch: ['phone.spec.ts', 'accessible.spec.ts'], grepInvert: /palette/, use: { ...phone, colorScheme: 'light' } },
    { name: 'screenshots', testMatch: 'screenshots.ts', use: { ...wide, colorScheme: 'light' } },
  ],
})
