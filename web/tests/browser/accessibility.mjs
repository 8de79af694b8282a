import { people, statement } from './fixtures.mjs'
import { address, check, desktop, findings, phone, smallTargets, visit, work } from './support.mjs'

/** Each language and each width once; both colours are judged in every look. */
const looks = [
  { language: 'zh', theme: 'auto', viewport: desktop },
  { language: 'en', theme: 'auto', viewport: phone },
]

const firstRow = 'tbody tr a, ul.cards .card-head a'

async function openFirst(page) {
  await page.locator(firstRow).first().click()
  await page.locator('dl.details').waitFor()
}

const upload = async (page) => {
  await page.locator('input[type=file]').setInputFiles(statement('X'))
  await page.locator('dl.facts').first().waitFor()
}

const choosePaper = async (page) => {
  const buffer = Buffer.from('%PDF-1.4')
  await page.locator('input[type=file]').setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer })
  await page.locator('.chosen-files').waitFor()
}

/** Every page and dialog: where it is, and what must be done there before it is seen. */
const pages = [
  { path: '/', ready: '.dashboard svg' },
  { path: '/gift-desk', ready: '.desk' },
  { path: '/import', ready: '.ant-upload', inside: upload },
  { path: '/records/giving.gift', ready: firstRow, inside: openFirst },
  { path: '/records/giving.campaign', ready: firstRow, inside: openFirst },
  { path: '/records/giving.gift?amount.min=99999999', ready: '.empty' },
  { path: '/records/giving.campaign/new', ready: 'form' },
  { path: '/spending', ready: '#funds' },
  { path: '/campaigns', ready: '#due' },
  { path: '/spending/request_payment', ready: '.dropzone', inside: choosePaper },
  { path: '/records/spending.payment', ready: firstRow, inside: openFirst },
  { path: '/account', ready: '#second-factor' },
  { path: '/nowhere', ready: 'h1' },
]

const openCalendar = async (page) => {
  await page.locator('#day').waitFor()
}

const dialogs = [
  { path: '/records/giving.gift', open: 'button[aria-haspopup=dialog]:has(.anticon-setting)' },
  { path: '/records/giving.gift', before: openFirst, open: '.panel button[aria-haspopup=dialog]' },
  { path: '/records/identity.user', person: people.system, open: 'main button[aria-haspopup=dialog]' },
  { path: '/gift-desk', before: openCalendar, open: '.day-open', shown: '.month' },
  { path: '/', open: '.branch' },
]

/** The public pages, with what is typed into their search. */
const publicPages = [
  { path: '/' },
  { path: '/disclosure' },
  { path: '/disclosure', question: '爱心市民' },
  { path: '/', link: '.cards a' },
  { path: '/', link: '.gifts a' },
  { path: '/give' },
  { path: '/?print=1' },
  { path: '/nowhere' },
]

/** Judges what is shown in both colours; the page follows the system's without being loaded again. */
async function judge(page, name, found) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
    for (const line of await findings(page)) found.push(`${name} ${colorScheme}: ${line}`)
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) found.push(`${name}: ${wide}px wider than the screen`)
}

const nameOf = ({ language, viewport }) => `${language} ${viewport === phone ? 'phone' : 'desktop'}`

async function lone(page, look, found) {
  for (const path of ['/welcome', '/sign-in', '/welcome#made-up-token']) {
    await page.goto(address(path))
    await page.locator('h1').waitFor()
    await judge(page, `${nameOf(look)} ${path}`, found)
  }
}

async function eachPage(page, look, found) {
  for (const { path, ready, inside } of pages) {
    await page.goto(address(path))
    await page.locator(ready).first().waitFor()
    await judge(page, `${nameOf(look)} ${path}`, found)
    if (look.viewport === phone) {
      for (const line of await smallTargets(page)) found.push(`${nameOf(look)} ${path} small: ${line}`)
    }
    if (!inside) continue
    await inside(page)
    await judge(page, `${nameOf(look)} ${path} inside`, found)
  }
}

async function eachDialog(browser, look, found) {
  for (const { path, before, open, shown, person = people.desk } of dialogs) {
    const { page, context } = await work(browser, person, path, look)
    if (before) await before(page)
    await page.locator(open).first().click()
    await (shown ? page.locator(shown) : page.getByRole('dialog')).waitFor()
    await judge(page, `${nameOf(look)} ${path} dialog`, found)
    await context.close()
  }
  if (look.viewport !== phone) return
  const { page, context } = await work(browser, people.desk, '/', look)
  await page.locator('header button').first().click()
  await page.getByRole('dialog').waitFor()
  await judge(page, `${nameOf(look)} drawer`, found)
  await context.close()
}

function consoleIn(look) {
  return async (browser) => {
    const found = []
    const stranger = await visit(browser, look)
    await lone(stranger.page, look, found)
    await stranger.context.close()
    const { page, faults, context } = await work(browser, people.desk, '/', look)
    await eachPage(page, look, found)
    await context.close()
    await eachDialog(browser, look, found)
    check(found.length === 0, [...new Set(found)].join('\n'))
    check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  }
}

function portalIn(look) {
  return async (browser) => {
    const { page, faults, context } = await visit(browser, look)
    const found = []
    for (const { path, question, link } of publicPages) {
      await page.goto(process.env.BASE_URL + path)
      if (question) await page.locator('#q').fill(question)
      if (question) await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
      if (link) await Promise.all([page.waitForEvent('load'), page.locator(link).first().click()])
      await page.locator('h1').first().waitFor()
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        const name = `${nameOf(look)} ${path} ${question ?? link ?? ''} ${colorScheme}`
        for (const line of await findings(page)) found.push(`${name}: ${line}`)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (wide > 0) found.push(`${name}: ${wide}px wider than the screen`)
      }
      if (look.viewport === phone) {
        for (const line of await smallTargets(page)) found.push(`${nameOf(look)} ${path} small: ${line}`)
      }
    }
    check(found.length === 0, [...new Set(found)].join('\n'))
    check(faults.length === 0, `no faults: ${faults.join('\n')}`)
    await context.close()
  }
}

export const scenarios = Object.fromEntries(
  looks.flatMap((look) => [
    [`every page and dialog of the console, ${nameOf(look)}`, consoleIn(look)],
    [`every public page, ${nameOf(look)}`, portalIn(look)],
  ]),
)
