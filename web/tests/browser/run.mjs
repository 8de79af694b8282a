// Drives the console in Chromium. BASE_URL names a running server (BOAI_LOGIN and BOAI_PASSWORD a user of it);
// without it the mock server is started. Arguments choose scenarios by name.
import { startServer } from '../mock_server.mjs'
import { launch } from './support.mjs'

const names = ['sign_in', 'gift_desk', 'imports', 'records', 'dialogs', 'accessibility']
const chosen = process.argv.slice(2)
const mock = process.env.BASE_URL ? null : await startServer(0)
if (mock) process.env.BASE_URL = `http://127.0.0.1:${mock.port}`

const browser = await launch()
let failed = 0
for (const name of names.filter((each) => chosen.length === 0 || chosen.includes(each))) {
  const { scenarios } = await import(`./${name}.mjs`)
  for (const [title, scenario] of Object.entries(scenarios)) {
    if (scenario.mockOnly && !mock) continue
    const started = Date.now()
    try {
      await scenario(browser)
      console.log(`ok   ${name}: ${title} (${Date.now() - started} ms)`)
    } catch (error) {
      failed += 1
      console.log(`FAIL ${name}: ${title}\n${error.stack ?? error}`)
    }
  }
}
await browser.close()
mock?.server.closeAllConnections()
mock?.server.close()
console.log(failed === 0 ? 'all passed' : `${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
