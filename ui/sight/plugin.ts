import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const NAME = 'virtual:sight-model'
const require = createRequire(import.meta.url)

const part = (file: string): unknown => {
  const folder = require.resolve('nsfwjs').replace(/dist\/.*$/, 'dist/models/mobilenet_v2/')
  const module = require(`${folder}${file}`) as { default?: unknown }
  return module.default ?? module
}

/**
 * Takes the weights out of their package as bytes: as the text they come in they would weigh a third more.
 * They are packed here, so that the program does not hold them twice, packed and unpacked.
 */
export const sightModel = (): Plugin => ({
  name: 'heed-sight-model',
  apply: 'build',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load(id) {
    if (id !== `\0${NAME}`) return undefined
    const weights = this.emitFile({ type: 'asset', name: 'sight.bin.gz', source: gzipSync(Buffer.from(String(part('group1-shard1of1.min.js')), 'base64'), { level: 9 }) })
    const model = this.emitFile({ type: 'asset', name: 'sight.json', source: JSON.stringify(part('model.min.js')) })
    return `export const weights = import.meta.ROLLUP_FILE_URL_${weights}\nexport const model = import.meta.ROLLUP_FILE_URL_${model}\n`
  },
})

/** While developing there is no built file to point at; the desk then says that it could not look. */
export const sightAbsent = (): Plugin => ({
  name: 'heed-sight-absent',
  apply: 'serve',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) => (id === `\0${NAME}` ? "export const weights = ''\nexport const model = ''\n" : undefined),
})
