import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PATIENCE_MS = 60_000

/** A desk of its own with the demo on it, unless HEED_URL names one that runs already. */
export default async function startDesk(): Promise<(() => void) | undefined> {
  if (process.env['HEED_URL']) return undefined
  const program = process.env['HEED'] ?? fileURLToPath(new URL('../../build/heed', import.meta.url))
  const desk = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--seed', '7'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the desk did not start:\n${said}`)), PATIENCE_MS)
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)
      if (!found) return
      clearTimeout(timer)
      resolve(found[0])
    }
    desk.stdout.on('data', listen)
    desk.stderr.on('data', listen)
    desk.on('error', reject)
    desk.on('exit', (code) => reject(new Error(`the desk ended with ${code}:\n${said}`)))
  })
  process.env['HEED_URL'] = url
  return () => void desk.kill('SIGTERM')
}
