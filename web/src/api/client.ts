import texts from '../../texts.json'
import type { ProblemBody, Text } from './types'

/** A refusal by the server, or no answer at all (`status` 0). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Text
  readonly reason: string | undefined
  readonly errors: { field: string; message: Text }[]

  constructor(body: ProblemBody) {
    super(body.title)
    this.status = body.status
    this.code = body.code
    this.detail = body.detail
    this.reason = body.reason
    this.errors = body.errors ?? []
  }

  /** True when it is unknown whether the server carried the request out. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

const noAnswer: ProblemBody = {
  title: 'No answer',
  status: 0,
  code: 'unavailable',
  detail: texts['failure.no_answer'],
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return new Problem({ ...body, status: response.status })
  const title = `${response.status} ${response.statusText}`.trim()
  const { zh, en } = texts['failure.server']
  const detail = { zh: zh.replace('{status}', title), en: en.replace('{status}', title) }
  return new Problem({ title, status: response.status, code: 'internal', detail })
}

export type Call = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  json?: unknown
  body?: Blob
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Calls the API. Errors: Problem, also when the network fails. An aborted call throws the abort itself. */
export async function call<Answer>(path: string, options: Call = {}): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers }
  const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: 'same-origin' }
  // The server refuses changes without this header: a page of another site cannot add it.
  if (init.method !== 'GET') headers['X-Boai-Request'] = '1'
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json'
    init.body = JSON.stringify(options.json)
  } else if (options.body) {
    headers['Content-Type'] = options.body.type || 'application/octet-stream'
    init.body = options.body
  }
  if (options.signal) init.signal = options.signal
  let response: Response
  try {
    response = await fetch(`/api/v1${path}`, init)
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new Problem(noAnswer)
  }
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return undefined as Answer
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** "?a=1&b=2" of the entries that have a value, be it an empty text; "" when none has. */
export function query(values: Record<string, string | number | undefined | null>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null) parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

/** A fresh Idempotency-Key. Not crypto.randomUUID: that is missing on plain http in an office network. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
