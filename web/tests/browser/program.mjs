// Starts the program itself with a demo book in a folder of its own.
import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const builds = ['dev', 'test', 'release'].map((preset) =>
  fileURLToPath(new URL(`../../../build/${preset}/bin/boai`, import.meta.url)),
)

/** The program under test: BOAI_PROGRAM, else the newest build there is. */
function findProgram() {
  const built = builds.filter((each) => existsSync(each))
  const newest = built.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  const program = process.env.BOAI_PROGRAM ?? newest
  if (!program) throw new Error('Build the program first (./test does), or name it in BOAI_PROGRAM.')
  return program
}

/** What a starting server prints: its address, and the one-time link by which the first administrator signs in. */
function printedBy(server) {
  return new Promise((resolve, reject) => {
    const printed = { url: null, first: null }
    createInterface({ input: server.stdout }).on('line', (line) => {
      printed.url ??= /serves at (http:\S+)/.exec(line)?.[1] ?? null
      printed.first ??= /(\/console\/welcome#\S+)/.exec(line)?.[1] ?? null
      if (/Ctrl-C/.test(line)) resolve(printed)
    })
    server.once('exit', (code) => reject(new Error(`the program ended with ${code} before it served`)))
  })
}

/** The key of a witness that nobody runs: it never signs. */
function absentKey() {
  const name = 'absent.example.org/w2'
  const bytes = Buffer.concat([Buffer.from([4]), randomBytes(32)])
  const id = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, 8)
  return `${name}+${id}+${bytes.toString('base64')}`
}

/** A witness of the logs with these keys: its own key, address and end. */
async function startWitness(program, folder, logs) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'witness.policy'), `${logs.map((key) => `log ${key}\n`).join('')}quorum none\n`)
  const words = ['witness', '--data', folder, '--listen', '127.0.0.1:0', '--name', 'press.example.org/w1']
  const witness = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => witness.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    let url = ''
    createInterface({ input: witness.stdout }).on('line', (line) => {
      url ||= /at (http:\S+)/.exec(line)?.[1] ?? ''
      if (line.startsWith('press.example.org/w1+')) resolve({ url, key: line.trim(), stop: () => witness.kill('SIGTERM') })
    })
    witness.once('exit', (code) => reject(new Error(`the witness ended with ${code}`)))
  })
}

/**
 * A served demo book: its address, the first administrator's link, a way to make users by one-time link, the program
 * itself over the same book, its end. `witnessed`: its logs are shown to two witnesses, of whom one is there.
 */
export async function startProgram({ witnessed = false } = {}) {
  const program = findProgram()
  const folder = mkdtempSync(join(tmpdir(), 'boai-browser-'))
  const data = join(folder, 'book')
  const run = (...words) => execFileSync(program, ['--data', data, ...words], { encoding: 'utf8' })
  const rows = (record) =>
    run('export', record, '--format', 'ndjson')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  run('init', '--demo', 'small')
  run('simulate', 'payments')
  let witness = null
  if (witnessed) {
    const keys = rows('society.branch').map(({ code }) => run('key', '--branch', code).trim())
    witness = await startWitness(program, join(folder, 'witness'), keys)
    const lines = [`witness press ${witness.key} ${witness.url}`, `witness absent ${absentKey()}`, 'quorum press', '']
    writeFileSync(join(data, 'log.policy'), lines.join('\n'))
  }
  const server = spawn(program, ['--data', data, 'serve', '--address', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Also when a test run ends by a fault of its own.
  process.once('exit', () => server.kill('SIGKILL'))
  const { url, first } = await printedBy(server)
  return {
    url,
    /** The first administrator's one-time link, as a path. */
    first,
    /** Runs the program on this book; what it prints. */
    run,
    /** The rows of a record type. */
    rows,
    /** Calls a command as the program itself does; its answer. */
    call(command, input, reason = '测试') {
      const words = ['call', command, '--branch', '320700', '--reason', reason, '--json', JSON.stringify(input)]
      return JSON.parse(run(...words))
    },
    /** A new user's one-time link, as a path. */
    invite(login, name, role) {
      const printed = run('user', 'create', login, '--name', name, '--role', role, '--url', url)
      return /(\/console\/welcome#\S+)/.exec(printed)[1]
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      witness?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
