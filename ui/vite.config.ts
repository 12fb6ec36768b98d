import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { sightAbsent, sightModel } from './sight/plugin.ts'

const desk = process.env.HEED_URL ?? 'http://127.0.0.1:8080'

/** What the first screen needs anyway stays in one piece: it packs better than many small ones. */
const packages = /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack|tinykeys|use-sync-external-store)\//
const laterPackages = /useMutation|useInfiniteQuery|infiniteQueryObserver|mutationObserver/
const sources = /src\/(api\/(?!actions|live-line|sync)|lib\/(?!links|length|spans|factors|correction|dates|lines|sight|percent|judgement|plain|topics|told|rough|calm)|ui\/(classes|Button|Avatar|NetworkGlyph|Urgency|Kbd|Menu|States|Logo)\.tsx?$)/
const isBase = (id: string) => (packages.test(id) && !laterPackages.test(id)) || sources.test(id)

export default defineConfig({
  plugins: [react(), tailwindcss(), sightModel(), sightAbsent()],
  worker: { format: 'es' },
  resolve: {
    alias: [
      { find: '@', replacement: fileURLToPath(new URL('./src', import.meta.url)) },
      { find: /^long$/, replacement: fileURLToPath(new URL('./sight/src/long.ts', import.meta.url)) },
    ],
  },
  build: {
    target: 'es2023',
    manifest: true,
    // A picture or font inside a style sheet would need a wider content policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: isBase }] } } },
  },
  server: { proxy: { '/api': desk } },
  preview: { proxy: { '/api': desk } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'sight/src/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
  },
})
