// Drives the console and the public pages in Chromium, against the program itself with a demo book of its own.
// Arguments choose scenarios by a part of their name.
import { startProgram } from './program.mjs'
import { launch, startAccounts } from './support.mjs'

const names = ['sign_in', 'gift_desk', 'goods_desk', 'campaigns', 'matches', 'pledges', 'notices', 'emergency', 'reconciliation', 'imports', 'records', 'spending', 'dialogs', 'portal', 'give', 'gift_page', 'accessibility']
const chosen = process.argv.slice(2)
const book = await startProgram()
process.env.BASE_URL = book.url
const browser = await launch()
await startAccounts(browser, book)

const waiting = []
for (const name of names) {
  const { scenarios } = await import(`./${name}.mjs`)
  for (const [title, scenario] of Object.entries(scenarios)) {
    const whole = `${name}: ${title}`
    if (chosen.length === 0 || chosen.some((part) => whole.includes(part))) waiting.push([whole, scenario])
  }
}

let failed = 0
/** Takes scenarios until none is left; each is a visitor of its own. */
async function take() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [title, scenario] = next
    const started = Date.now()
    try {
      await scenario(browser, book)
      console.log(`ok   ${title} (${Date.now() - started} ms)`)
    } catch (error) {
      failed += 1
      console.log(`FAIL ${title}\n${error.stack ?? error}`)
    }
  }
}
await Promise.all(Array.from({ length: 3 }, take))
await browser.close()
await book.stop()
console.log(failed === 0 ? 'all passed' : `${failed} failed`)
// A page that a failed scenario left open may still hold an event stream.
process.exit(failed === 0 ? 0 : 1)
