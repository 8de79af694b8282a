// A server that speaks docs/formats/api.md with made-up data: for developing the console and for its browser tests.
// PORT (8787 unless given) is where it listens; it serves the built console too, if there is one.
import { createServer } from 'node:http'
import { pathToFileURL, fileURLToPath } from 'node:url'
import { branches, records } from './mock/data.mjs'
import { Refusal, notFound, readBody, sendJson, sendStatic, startEvents } from './mock/http.mjs'
import * as imports from './mock/imports.mjs'
import { meta } from './mock/meta.mjs'
import * as store from './mock/records.mjs'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const password = 'seven boats on the bay'
const secondFactor = { lan: false, yun: false, chao: true }
const sessions = new Map()

const unauthenticated = (more = {}) =>
  new Refusal(401, 'unauthenticated', '登录名或密码不对。', 'Wrong login or password.', more)

function signIn(login) {
  const id = `session-${sessions.size + 1}`
  sessions.set(id, login)
  return { 'Set-Cookie': `boai_session=${id}; HttpOnly; SameSite=Strict; Path=/` }
}

function describeSession(login) {
  return {
    user: { id: records['identity.user'][0].id, login, name: '林岚' },
    capabilities: ['giving.gift.read'],
    roles: ['desk_officer'],
    branches,
    second_factor: secondFactor[login] ?? false,
    expires_at: new Date(Date.now() + 8 * 3_600_000).toISOString(),
  }
}

const sessionIdOf = (request) => /boai_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]

const sessionOf = (request) => sessions.get(sessionIdOf(request))

function session(context) {
  const { request, body, rest } = context
  const verb = `${request.method} ${rest.join('/')}`
  if (verb === 'POST ') {
    if (!(body.login in secondFactor) || body.password !== password) throw unauthenticated()
    if (secondFactor[body.login] && body.code !== '123456') {
      throw unauthenticated({ reason: 'second_factor_required' })
    }
    return { status: 200, body: describeSession(body.login), headers: signIn(body.login) }
  }
  if (verb === 'POST first') {
    if (body.token === 'used') throw new Refusal(410, 'not_found', '链接已用过。', 'The link was used.')
    return { status: 201, body: describeSession('lan'), headers: signIn('lan') }
  }
  const login = sessionOf(request)
  if (!login) throw unauthenticated()
  if (verb === 'GET ') return { body: describeSession(login) }
  if (verb === 'DELETE ') {
    sessions.delete(sessionIdOf(request))
    return { status: 204 }
  }
  if (verb === 'POST password') {
    if (body.old !== password) throw new Refusal(422, 'invalid', '请改正标出的内容。', 'Correct what is marked.', {
      errors: [{ field: 'old', message: { zh: '现在的密码不对。', en: 'This is not the present password.' } }],
    })
    return { status: 204 }
  }
  const uri = 'otpauth://totp/Boai:lan?secret=JBSWY3DPEHPK3PXP&issuer=Boai'
  if (verb === 'POST second-factor') return { body: { secret: 'JBSWY3DPEHPK3PXP', uri } }
  if (verb === 'PUT second-factor' || verb === 'DELETE second-factor') {
    secondFactor[login] = request.method === 'PUT'
    return { status: 204 }
  }
  throw notFound()
}

function totals() {
  const today = new Date().toISOString().slice(0, 10)
  const sum = (rows) => rows.reduce((all, gift) => all + Number(gift.amount), 0).toFixed(2)
  const gifts = records['giving.gift']
  const todays = gifts.filter((gift) => gift.day === today)
  return { amount: sum(gifts), gifts: gifts.length, today_amount: sum(todays), today_gifts: todays.length }
}

function events({ request, response }) {
  const send = startEvents(response)
  send('totals', totals())
  const timer = setInterval(() => send('totals', totals()), 2000)
  request.on('close', () => clearInterval(timer))
  return null
}

function recordsApi({ request, response, body, rest, url }) {
  const [name = '', id, step] = rest
  const file = /^(.+)\.(csv|xlsx)$/.exec(name)
  if (file) {
    response.writeHead(200, { 'Content-Type': 'text/csv', 'Content-Disposition': `attachment; filename=${name}` })
    response.end(JSON.stringify(store.listRows(file[1], url.searchParams)))
    return null
  }
  if (request.method === 'GET') {
    if (step === 'history') return { body: store.historyOf(id) }
    return { body: id ? store.readRow(name, id) : store.listRows(name, url.searchParams) }
  }
  if (id === 'search') return { body: store.listRows(name, new URLSearchParams(body)) }
  if (request.method === 'PATCH') return { body: store.updateRow(name, id, body, request.headers['if-match']) }
  if (step) return { body: store.stepRow(name, id, step, body) }
  return { status: 201, body: store.createRow(name, body) }
}

function importsApi({ request, response, body, raw, rest, url }) {
  const [id, step] = rest
  if (request.method === 'GET' && !id) return { body: imports.recentImports() }
  if (!id) return { status: 201, body: imports.planImport(url.searchParams.get('file'), raw) }
  if (!step) return { body: imports.readPlan(id) }
  if (step === 'plan') return { body: imports.replan(id, body) }
  if (step === 'commit') return { status: 202, body: imports.commitImport(id, body) }
  if (step === 'undo') return { body: imports.undoImport(id) }
  if (step === 'events') {
    imports.followImport(id, startEvents(response), () => response.end())
    return null
  }
  throw notFound()
}

const rooms = {
  meta: () => ({ body: meta }),
  records: recordsApi,
  commands: ({ request, body, rest }) => ({
    body: store.runCommand(rest[0], body, request.headers['idempotency-key']),
  }),
  figures: ({ rest, url }) => ({ body: store.figureOf(rest[0], url.searchParams) }),
  imports: importsApi,
}

function parse(raw, request) {
  const json = (request.headers['content-type'] ?? '').startsWith('application/json')
  return json && raw.length > 0 ? JSON.parse(raw.toString('utf8')) : {}
}

async function answer(request, response, url) {
  const [room = '', ...rest] = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent)
  const raw = await readBody(request)
  const context = { request, response, url, rest, raw, body: parse(raw, request) }
  if (request.method !== 'GET' && request.headers['x-boai-request'] !== '1') {
    throw new Refusal(403, 'forbidden', '请求缺少标记。', 'The request lacks its header.')
  }
  if (room === 'session') return session(context)
  if (room === 'events') return events(context)
  if (!sessionOf(request)) throw unauthenticated()
  const handler = rooms[room]
  if (!handler) throw notFound()
  return handler(context)
}

export function startServer(port) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://mock')
    if (!url.pathname.startsWith('/api/v1/')) {
      if (url.pathname.startsWith('/console')) return sendStatic(response, dist, url.pathname.slice('/console'.length))
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      return response.end(`<!doctype html><title>mock</title><p>${url.pathname.replaceAll('<', '')}`)
    }
    return answer(request, response, url)
      .then((result) => result && sendJson(response, result.status ?? 200, result.body, result.headers))
      .catch((error) => {
        if (!(error instanceof Refusal)) console.error(error)
        sendJson(response, error.status ?? 500, error.body ?? { title: String(error) })
      })
  })
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve({ server, port: server.address().port }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { port } = await startServer(Number(process.env.PORT ?? 8787))
  console.log(`http://127.0.0.1:${port}/console/  login: lan  password: ${password}`)
}
