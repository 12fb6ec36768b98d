// Fails when the first screen or any route grows over its budget. Sizes are gzipped, as they travel.
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
if (!existsSync(new URL('.vite/manifest.json', dist))) {
  console.error('Nothing is built yet: npm run build first.')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

/** The script and everything it imports before it can run. */
function closure(keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key]?.imports ?? [], seen)
  }
  return seen
}

const sizes = new Map()
function bytes(key) {
  const { file } = manifest[key]
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length)
  return sizes.get(file)
}

const find = (name) => Object.keys(manifest).filter((key) => key.includes(`features/${name}/index`))
const first = closure(['index.html'])
const words = (part) => Object.keys(manifest).filter((key) => key.endsWith(`locales/en/${part}.json`))
const conversation = [...['conversation', 'customer'].flatMap(find), ...words('conversation')]

const screens = [
  ['first route (inbox)', first, 150_000],
  ['a conversation open', closure(['index.html', ...conversation]), 185_000],
  ...['outbox', 'channels', 'people', 'session', 'palette'].map((name) => [name, closure(['index.html', ...find(name), ...words(name === 'palette' ? 'palette' : 'pages')]), 185_000]),
  ['answering', closure(['index.html', ...find('answering'), ...words('answers')]), 185_000],
  ['a draft being coached', closure(['index.html', ...conversation, ...find('coach'), ...words('coach')]), 205_000],
  ...['listening', 'quality'].map((name) => [name, closure(['index.html', ...find(name), ...words('understanding')]), 185_000]),
]

let failed = false
for (const [name, keys, budget] of screens) {
  const total = [...keys].reduce((sum, key) => sum + bytes(key), 0)
  const over = total > budget
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${name}: ${(total / 1000).toFixed(1)} of ${budget / 1000} kB`)
}
process.exit(failed ? 1 : 0)
