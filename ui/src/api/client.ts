import type { Problem } from './types'

/** What the desk answered when it did not do what it was asked. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }
}

/** The desk could not be reached at all. */
export class UnreachableError extends Error {
  constructor() {
    super('unreachable')
    this.name = 'UnreachableError'
  }
}

export interface Ask {
  query?: Record<string, string | number | null | undefined>
  body?: unknown
  raw?: Blob
  headers?: Record<string, string>
  signal?: AbortSignal
}

let csrf = ''
let whenSignedOut: () => void = () => undefined

export function sendCsrf(token: string): void {
  csrf = token
}

export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener
}

export function address(path: string, query: Ask['query'] = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function problemOf(answer: Response): Promise<Problem> {
  const fallback: Problem = { type: 'about:blank', title: answer.statusText, status: answer.status, detail: '', field: null, retry_after: null, advice: null, verdict: null }
  try {
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null ? { ...fallback, ...body } : fallback
  } catch {
    return fallback
  }
}

function headersOf(method: string, options: Ask): Headers {
  const headers = new Headers(options.headers)
  if (method !== 'GET' && csrf) headers.set('X-CSRF-Token', csrf)
  if (options.raw) headers.set('Content-Type', options.raw.type)
  else if (options.body !== undefined) headers.set('Content-Type', 'application/json')
  return headers
}

/** The only place that fetches. The answer's shape is the contract of docs/api-routes.md. */
export async function ask<T>(method: string, path: string, options: Ask = {}): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(address(path, options.query), {
      method,
      headers: headersOf(method, options),
      body: options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      signal: options.signal ?? null,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new UnreachableError()
  }
  if (!answer.ok) {
    const problem = await problemOf(answer)
    if (answer.status === 401 && path !== '/session') whenSignedOut()
    throw new ProblemError(problem)
  }
  if (answer.status === 204) return undefined as T
  return (await answer.json()) as T
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof UnreachableError || (error instanceof ProblemError && [502, 503, 504].includes(error.status))
}

export function statusOf(error: unknown): number {
  return error instanceof ProblemError ? error.status : 0
}
