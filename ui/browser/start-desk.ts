import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FullConfig } from '@playwright/test'

const PATIENCE_MS = 60_000
const program = process.env['HEED'] ?? fileURLToPath(new URL('../../build/heed', import.meta.url))

function start(running: ChildProcess[]): Promise<string> {
  const desk = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--seed', '7', '--undo-seconds', '6'], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(desk)
  let said = ''
  return new Promise<string>((resolve, reject) => {
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
}

/** A desk a worker, with the demo on it, unless HEED_URL names one that runs already. */
export default async function startDesks({ workers }: FullConfig): Promise<(() => void) | undefined> {
  if (process.env['HEED_URL']) return undefined
  const running: ChildProcess[] = []
  const stop = () => running.forEach((desk) => desk.kill('SIGTERM'))
  try {
    const urls = await Promise.all(Array.from({ length: workers }, () => start(running)))
    process.env['HEED_URLS'] = urls.join(' ')
    return stop
  } catch (error) {
    stop()
    throw error
  }
}
