// Drives the console in Chromium. BASE_URL names a running server (BOAI_LOGIN and BOAI_PASSWORD a user of it);
// without it the mock server is started. Arguments choose scenarios by name.
import { startServer } from '../mock_server.mjs'
import { launch } from './support.mjs'

const names = ['sign_in', 'gift_desk', 'imports', 'records', 'dialogs', 'accessibility']
const chosen = process.argv.slice(2)
const mock = process.env.BASE_URL ? null : await startServer(0)
if (mock) process.env.BASE_URL = `http://127.0.0.1:${mock.port}`

const browser = await launch()
const waiting = []
for (const name of names.filter((each) => chosen.length === 0 || chosen.includes(each))) {
  const { scenarios } = await import(`./${name}.mjs`)
  for (const [title, scenario] of Object.entries(scenarios)) waiting.push([`${name}: ${title}`, scenario])
}

let failed = 0
/** Takes scenarios until none is left; each is a visitor of its own. */
async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [title, scenario] = next
    const started = Date.now()
    try {
      await scenario(browser)
      console.log(`ok   ${title} (${Date.now() - started} ms)`)
    } catch (error) {
      failed += 1
      console.log(`FAIL ${title}\n${error.stack ?? error}`)
    }
  }
}
await Promise.all(Array.from({ length: 3 }, work))
await browser.close()
mock?.server.closeAllConnections()
mock?.server.close()
console.log(failed === 0 ? 'all passed' : `${failed} failed`)
// A page that a failed scenario left open may still hold an event stream.
process.exit(failed === 0 ? 0 : 1)
