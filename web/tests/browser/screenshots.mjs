// Pictures of every page and dialog of the program with its demo book, for looking at: build/screenshots.
// Arguments choose pictures by a part of their name. LOOKS=one takes them in Chinese, light, only.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gibberish, people, statement } from './fixtures.mjs'
import { startProgram } from './program.mjs'
import { desktop, launch, phone, screenshots, startAccounts, visit } from './support.mjs'

const chosen = process.argv.slice(2)
const all = ['zh', 'en'].flatMap((language) =>
  ['light', 'dark'].flatMap((theme) => [desktop, phone].map((viewport) => ({ language, theme, viewport }))),
)
const looks = process.env.LOOKS === 'one' ? all.slice(0, 2) : all

const book = await startProgram()
process.env.BASE_URL = book.url
const browser = await launch()
const suffix = ({ language, theme, viewport }) => `${language}-${theme}-${viewport === phone ? 'phone' : 'desktop'}`
const wanted = (name) => chosen.length === 0 || chosen.some((part) => name.includes(part))

async function shoot(page, look, name) {
  if (!wanted(name)) return
  await page.waitForTimeout(150)
  await page.screenshot({ path: join(screenshots, `${name}-${suffix(look)}.png`), fullPage: true })
}

async function publicPages(look) {
  const { page, context } = await visit(browser, look)
  await page.emulateMedia({ colorScheme: look.theme })
  const open = async (path, name) => {
    await page.goto(book.url + path)
    await shoot(page, look, name)
  }
  await open('/', 'portal-home')
  const campaign = await page.locator('.cards a').first().getAttribute('href')
  const receipt = await page.locator('.gifts a').first().getAttribute('href')
  await open('/disclosure', 'portal-disclosure')
  await open(`/disclosure?campaign=${campaign.split('/').pop()}`, 'portal-disclosure-campaign')
  await open('/disclosure?from=2001-01-01&to=2001-01-02', 'portal-disclosure-empty')
  await open('/disclosure?from=never', 'portal-refused')
  await page.goto(`${book.url}/disclosure`)
  await page.locator('#q').fill('爱心市民')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await shoot(page, look, 'portal-name')
  await page.goto(`${book.url}/disclosure`)
  await page.locator('#q').fill(gibberish)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await shoot(page, look, 'portal-name-none')
  await open(campaign, 'portal-campaign')
  await open(receipt, 'portal-gift')
  await open('/r/320700-2026-999999', 'portal-gift-none')
  await open('/notices', 'portal-notices')
  for (const [at, name] of ['portal-notice-of-campaign', 'portal-notice'].entries()) {
    await page.goto(`${book.url}/notices`)
    const notice = await page.locator('.told tbody a').nth(at).getAttribute('href')
    await open(notice, name)
    if (look.theme === 'light' && look.viewport === desktop) {
      await keepPaper(context, `${notice}.pdf?lang=${look.language}`, `${name}-${look.language}`)
    }
  }
  await open('/open-data', 'portal-open-data')
  await open('/give', 'portal-give')
  await page.goto(book.url + campaign)
  const teams = await page.locator('a[href*="/teams/"]').evaluateAll((links) => links.map((one) => one.getAttribute('href')))
  if (teams.length > 0) await open(teams[0], 'portal-team')
  await open('/nowhere', 'portal-404')
  if (look.theme === 'light' && look.viewport === desktop) {
    await open('/?print=1', 'print-home')
    await open('/disclosure?print=1', 'print-disclosure')
    await open(`${campaign}?print=1`, 'print-campaign')
    await open(`${receipt}?print=1`, 'print-gift')
    await page.emulateMedia({ media: 'print' })
    await open(receipt, 'printed-gift')
    await open('/disclosure', 'printed-disclosure')
  }
  await context.close()
}

/** A paper beside the pictures. */
async function keepPaper({ request }, path, name) {
  if (!wanted(name)) return
  const answer = await request.get(book.url + path)
  await writeFile(join(screenshots, `${name}.pdf`), await answer.body())
}

const row = 'tbody tr a, ul.cards .card-head a'
/** What this person may list, by the menu. */
const listsOf = (page) =>
  page.evaluate(async () => {
    const meta = await (await fetch('/api/v1/meta')).json()
    return meta.records.filter(({ actions }) => actions.includes('list')).map(({ name }) => name)
  })

const invoice = { name: '发票.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') }

async function consolePages(look, person) {
  const { page, context } = await visit(browser, { ...look, person })
  const open = async (path, ready, name) => {
    await page.goto(`${book.url}/console${path}`)
    await page.locator(ready).first().waitFor()
    await page.waitForTimeout(400)
    if (name) await shoot(page, look, name)
  }
  const dialog = async (button, name) => {
    await page.locator(button).first().click()
    await page.getByRole('dialog').waitFor()
    await shoot(page, look, name)
    await page.keyboard.press('Escape')
  }
  await open('/welcome#made-up', '#login', 'console-welcome')
  await open('/sign-in', '#login', 'console-sign-in')
  await open('/', '.dashboard svg', 'console-dashboard')
  await dialog('.branch', 'console-dialog-branch')
  await page.locator('.account').click()
  await shoot(page, look, 'console-account-menu')
  if (look.viewport === phone) {
    await open('/', '.dashboard svg')
    await dialog('header button', 'console-drawer')
  }
  await open('/gift-desk', '.desk', 'console-desk')
  await page.locator('#donor_name').fill('欧阳小舟')
  await page.locator('#amount').fill('12345.60')
  await shoot(page, look, 'console-desk-typed')
  await page.locator('#amount').fill('1.234')
  await page.keyboard.press('Control+Enter')
  await shoot(page, look, 'console-desk-errors')
  await open('/spending', '#funds', 'console-spending')
  await open('/spending/request_payment', '.dropzone', 'console-spending-request')
  await page.locator('#title').fill('购买冬衣')
  await page.locator('#amount').fill('12345.60')
  await page.locator('input[type=file]').setInputFiles(invoice)
  await shoot(page, look, 'console-spending-request-typed')
  await open('/spending/request_allocation', '.dropzone', 'console-spending-allocation')
  await open('/calendar', '.dashboard', 'console-calendar')
  await open('/emergency', 'main h1', 'console-emergency')
  const board = await page.evaluate(async () => {
    const { emergencies } = await (await fetch('/api/v1/emergencies')).json()
    return emergencies[0]?.id
  })
  if (board) await open(`/emergency/${board}/board`, '.board-sums', 'console-emergency-board')
  await open('/reconcile', 'main h1', 'console-reconcile')
  await open('/campaigns', 'main h1', 'console-campaigns')
  const campaign = await page.evaluate(async () => {
    const { campaigns } = await (await fetch('/api/v1/giving/campaigns')).json()
    return campaigns.find(({ name }) => name === '博爱助学 2026')?.id
  })
  if (campaign) await open(`/campaigns/${campaign}`, '#reconciliation', 'console-campaign')
  await open('/import', '.ant-upload', 'console-import')
  await page.locator('input[type=file]').setInputFiles(statement(suffix(look)))
  await page.locator('dl.facts').first().waitFor()
  await shoot(page, look, 'console-import-plan')
  for (const record of await listsOf(page)) {
    await open(`/records/${record}`, `${row}, .empty`, `console-list-${record}`)
    if ((await page.locator(row).count()) === 0) continue
    await page.locator(row).first().click()
    await page.locator('dl.details').waitFor()
    await page.waitForTimeout(300)
    await shoot(page, look, `console-detail-${record}`)
    const edit = page.locator('.page-actions a.primary-link')
    if (await edit.count()) {
      await edit.click()
      await page.locator('form').waitFor()
      await shoot(page, look, `console-edit-${record}`)
    }
  }
  await open('/records/giving.gift?amount.min=500', row, 'console-filters')
  await dialog('button:has(.anticon-setting)', 'console-dialog-columns')
  await page.locator(row).first().click()
  await page.locator('dl.details').waitFor()
  await page.locator('.panel button[aria-haspopup=dialog]').first().click()
  await page.getByRole('dialog').waitFor()
  await shoot(page, look, 'console-dialog-reveal')
  await open('/records/giving.campaign/new', 'form', 'console-new-campaign')
  await open('/account', '#second-factor', 'console-account')
  await open('/nowhere', '.shell h1', 'console-404')
  await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'))
  await page.goto(`${book.url}/console/`)
  await page.getByRole('alert').waitFor()
  await shoot(page, look, 'console-server-down')
  await context.close()
}

await startAccounts(browser, book)
for (const look of looks) {
  if (chosen.length === 0 || chosen.some((part) => !part.startsWith('console'))) await publicPages(look)
  if (chosen.length === 0 || chosen.some((part) => part.startsWith('console'))) await consolePages(look, people.desk)
}
await browser.close()
await book.stop()
console.log(screenshots)
process.exit()
