// Starts the program itself with a demo book in a folder of its own.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const builds = ['dev', 'release'].map((preset) =>
  fileURLToPath(new URL(`../../../build/${preset}/bin/boai`, import.meta.url)),
)

/** The program under test: BOAI_PROGRAM, else the newest build there is. */
function findProgram() {
  const program = process.env.BOAI_PROGRAM ?? builds.find((each) => existsSync(each))
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

/** A served demo book: its address, the first administrator's link, a way to make users by one-time link, its end. */
export async function startProgram() {
  const program = findProgram()
  const folder = mkdtempSync(join(tmpdir(), 'boai-browser-'))
  const data = join(folder, 'book')
  const run = (...words) => execFileSync(program, ['--data', data, ...words], { encoding: 'utf8' })
  run('init', '--demo', 'small')
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
    /** A new user's one-time link, as a path. */
    invite(login, name, role) {
      const printed = run('user', 'create', login, '--name', name, '--role', role, '--url', url)
      return /(\/console\/welcome#\S+)/.exec(printed)[1]
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
