import { importFile } from './fixtures.mjs'
import { address, check, desktop, findings, phone, signIn, smallTargets, visit } from './support.mjs'

const looks = ['zh', 'en'].flatMap((language) =>
  [desktop, phone].map((viewport) => ({ language, theme: 'auto', viewport })),
)

const firstRow = 'tbody tr a, ul.cards .card-head a'

async function openFirst(page) {
  await page.locator(firstRow).first().click()
  await page.locator('dl.details').waitFor()
}

const upload = async (page) => {
  await page.locator('input[type=file]').setInputFiles(importFile)
  await page.locator('dl.facts').first().waitFor()
}

/** Every page and dialog: where it is, and what must be done there before it is seen. */
const pages = [
  { path: '/', ready: '.dashboard svg' },
  { path: '/gift-desk', ready: '.desk' },
  { path: '/import', ready: '.ant-upload', inside: upload },
  { path: '/records/giving.gift', ready: firstRow, inside: openFirst },
  { path: '/records/people.person', ready: firstRow, inside: openFirst },
  { path: '/records/giving.gift?amount.min=99999999', ready: '.empty' },
  { path: '/records/giving.campaign/new', ready: 'form' },
  { path: '/account', ready: '#second-factor' },
  { path: '/nowhere', ready: 'h1' },
]

const dialogs = [
  { path: '/records/giving.gift', open: 'button[aria-haspopup=dialog]:has(.anticon-setting)' },
  { path: '/records/people.person', before: openFirst, open: '.panel button[aria-haspopup=dialog]' },
  { path: '/records/identity.user', open: 'main button[aria-haspopup=dialog]' },
  { path: '/', open: '.branch' },
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

async function eachDialog(page, look, found) {
  for (const { path, before, open } of dialogs) {
    await page.goto(address(path))
    await page.locator('.shell h1').waitFor()
    if (before) await before(page)
    await page.locator(open).first().click()
    await page.getByRole('dialog').waitFor()
    await judge(page, `${nameOf(look)} ${path} dialog`, found)
  }
  if (look.viewport !== phone) return
  await page.goto(address('/'))
  await page.locator('header button').first().click()
  await page.getByRole('dialog').waitFor()
  await judge(page, `${nameOf(look)} drawer`, found)
}

function scenarioOf(look) {
  return async (browser) => {
    const { page, faults, context } = await visit(browser, look)
    const found = []
    await lone(page, look, found)
    await signIn(page)
    await eachPage(page, look, found)
    await eachDialog(page, look, found)
    check(found.length === 0, [...new Set(found)].join('\n'))
    check(faults.length === 0, `no faults: ${faults.join('\n')}`)
    await context.close()
  }
}

export const scenarios = Object.fromEntries(
  looks.map((look) => [`every page and dialog, ${nameOf(look)}`, scenarioOf(look)]),
)
