import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { people } from './fixtures.mjs'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Where the pictures go. */
export const screenshots =
  process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../../build/screenshots', import.meta.url))
mkdirSync(screenshots, { recursive: true })

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const desktop = { width: 1280, height: 850 }
export const phone = { width: 390, height: 844 }

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, headless: true, args: flags })
}

/** How long anything may take: on a machine that runs several of these at once. */
const patience = 30_000

/** The sessions of the accounts that were started, as cookies by login. */
const sessions = new Map()
let visitors = 0

/** A page of its own visitor. `look` may set language, theme, viewport and as whom to be signed in. */
export async function visit(browser, look = {}) {
  const { language = 'zh', theme = 'light', viewport = desktop, person = null } = look
  visitors += 1
  const context = await browser.newContext({
    viewport,
    // Each from an address of its own: the program limits what one address may try.
    extraHTTPHeaders: { 'X-Forwarded-For': `198.51.100.${visitors % 250}` },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
    hasTouch: viewport === phone,
  })
  await context.addInitScript(
    ([chosenLanguage, chosenTheme]) => {
      if (localStorage.getItem('boai.language') === null) {
        localStorage.setItem('boai.language', chosenLanguage)
        localStorage.setItem('boai.theme', chosenTheme)
      }
    },
    [language, theme],
  )
  if (person) await context.addCookies(sessions.get(person.login))
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  const faults = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // A refusal by the API is logged by the browser itself; it is no fault of the page.
    const expected = /Failed to load resource/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !expected) faults.push(message.text())
  })
  return { page, faults, context }
}

export function address(path) {
  return `${process.env.BASE_URL}/console${path}`
}

/** Types the two and presses Enter. */
export async function enter(page, name, secret) {
  await page.locator('#login').fill(name)
  await page.locator('#password').fill(secret)
  await page.keyboard.press('Enter')
}

/** Opens a one-time link and sets the password, as a newcomer does; the session is kept for later visits. */
export async function startAccount(browser, url, path, person) {
  const { page, context } = await visit(browser)
  await page.goto(url + path)
  await page.locator('#name').fill(person.name)
  await page.locator('#login').fill(person.login)
  await page.locator('#password').fill(person.password)
  await page.locator('#again').fill(person.password)
  await page.keyboard.press('Enter')
  await page.locator('.shell h1').waitFor()
  sessions.set(person.login, await context.cookies())
  await context.close()
}

/** Starts every account of the tests: the first administrator by the link the program printed. */
export async function startAccounts(browser, book) {
  await startAccount(browser, book.url, book.first, people.system)
  const others = [people.desk, people.finance, people.director, people.guest]
  await Promise.all(
    others.map((person) =>
      startAccount(browser, book.url, book.invite(person.login, person.name, person.role), person),
    ),
  )
}

/** A visitor who is signed in already, on a page of the console. */
export async function work(browser, person, path = '/', look = {}) {
  const visitor = await visit(browser, { ...look, person })
  await visitor.page.goto(address(path))
  await visitor.page.locator('.shell h1').waitFor()
  return visitor
}

/** Writes as the person signed in, as the console does; what the API answers. */
export function write(page, path, json) {
  return page.evaluate(
    async ([where, body]) => {
      const answer = await fetch(`/api/v1/${where}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Boai-Request': '1' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${where}: ${await answer.text()}`)
      return answer.json()
    },
    [path, json],
  )
}

/** An appeal to known donors, which needs no plan: made by one and published by another; its id. */
export async function openCampaign(browser, name) {
  const maker = await work(browser, people.finance)
  const made = await write(maker.page, 'records/giving.campaign', {
    branch: '320700',
    name,
    begins: '2026-01-01',
    raises_publicly: false,
  })
  await maker.context.close()
  const checker = await work(browser, people.director)
  await write(checker.page, `records/giving.campaign/${made.id}/publish`, { branch: '320700' })
  await checker.context.close()
  return made.id
}

/** Serious and critical findings of axe on what is shown now, as lines of text. */
export async function findings(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const result = await globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    })
    return result.violations
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`))
}

/** Buttons, links and inputs lower or narrower than a thumb needs, as lines of text. */
export function smallTargets(page) {
  return page.evaluate(() => {
    const targets = document.querySelectorAll('main button, main a, main input:not([type=radio],[type=checkbox])')
    return [...targets].flatMap((target) => {
      // The box that answers the finger: of an input the whole field around it.
      const field = target.closest('.ant-input-affix-wrapper, .ant-select, .ant-segmented, label') ?? target
      const { width, height } = field.getBoundingClientRect()
      const inline = getComputedStyle(target).display === 'inline'
      const hidden = width === 0 || target.closest('.ant-segmented')
      return hidden || inline || height >= 43.5 ? [] : [`${target.outerHTML.slice(0, 90)} ${width}x${height}`]
    })
  })
}

export function check(condition, message) {
  if (!condition) throw new Error(message)
}
