import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'

/** A refusal in the shape of problem+json. */
export class Refusal extends Error {
  constructor(status, code, zh, en, more = {}) {
    super(en)
    this.status = status
    this.body = { type: 'about:blank', title: code, status, code, detail: { zh, en }, ...more }
  }
}

export const notFound = () => new Refusal(404, 'not_found', '没有找到。', 'Not found.')

export function invalid(errors) {
  return new Refusal(422, 'invalid', '请改正标出的内容。', 'Correct what is marked.', {
    errors: Object.entries(errors).map(([field, [zh, en]]) => ({ field, message: { zh, en } })),
  })
}

export async function readBody(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

export function sendJson(response, status, body, headers = {}) {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, { 'Content-Type': type, ...headers })
  response.end(body === undefined ? '' : JSON.stringify(body))
}

export function startEvents(response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  return (name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

// As strict as the real server's: Ant Design writes its styles at run time, scripts come from files only.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Serves the built console; every path that is no file is a page of the single-page program. */
export function sendStatic(response, folder, path) {
  const wanted = join(folder, normalize(path).replace(/^(\.\.[/\\])+/, ''))
  const isFile = existsSync(wanted) && statSync(wanted).isFile()
  const file = isFile ? wanted : join(folder, 'index.html')
  if (!existsSync(file)) {
    sendJson(response, 404, { detail: 'Build the console first: npm run build' })
    return
  }
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'Cache-Control': isFile && path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  createReadStream(file).pipe(response)
}
