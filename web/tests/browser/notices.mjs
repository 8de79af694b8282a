// Disclosure notices: drafted by one, published by another, read by everybody; and the calendar.
import { people } from './fixtures.mjs'
import { check, findings, phone, work } from './support.mjs'

const press = async (page, name) => {
  await page.locator('.page-actions').getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}
const dialogDone = async (page) => {
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const noFaults = async (page, faults) => {
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  check(faults.length === 0, faults.join('\n'))
}

/** Today, as the forms write it. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

async function a_notice_is_drafted_checked_and_published_by_another(browser) {
  const desk = await work(browser, people.desk, '/records/giving.disclosure_notice')
  const { page } = desk
  await press(page, '起草公示')
  // Of a campaign that has no notice yet: the demo's own end at the last full hour.
  await page.getByRole('dialog').locator('#campaign').click()
  await page.getByRole('dialog').locator('#campaign').fill('博爱助学')
  await page.locator('.ant-select-item-option', { hasText: '博爱助学 2026' }).click()
  await page.getByRole('dialog').locator('#begins_on').fill('2020-01-01')
  await page.getByRole('dialog').locator('#ends_on').fill(today())
  await dialogDone(page)
  const made = await page.evaluate(async () => {
    const { rows } = await (await fetch('/api/v1/records/giving.disclosure_notice?limit=1')).json()
    return { id: rows[0].id, branch: rows[0].branch }
  })
  const path = `/records/giving.disclosure_notice/${made.id}?branch=${made.branch}`
  await page.goto(`${process.env.BASE_URL}/console${path}`)
  await page.locator('h2', { hasText: '公示预览与核对' }).waitFor()
  await page.getByText('期末结余').first().waitFor()
  await press(page, '核对')
  await page.getByRole('dialog').locator('#accepted').fill('演示数据，逐项核实过')
  await dialogDone(page)
  await page.locator('dl.details .pill', { hasText: '已核对' }).waitFor()
  await noFaults(page, desk.faults)

  const finance = await work(browser, people.finance, path)
  await press(finance.page, '发布公示')
  await dialogDone(finance.page)
  await finance.page.getByRole('link', { name: '公示页面' }).waitFor()
  await noFaults(finance.page, finance.faults)
  const number = await finance.page.getByRole('link', { name: '公示页面' }).getAttribute('href')
  await Promise.all([desk.context.close(), finance.context.close()])

  const context = await browser.newContext({ viewport: phone, locale: 'zh-CN' })
  const reader = await context.newPage()
  await reader.goto(`${process.env.BASE_URL}${number}`)
  await reader.locator('h1', { hasText: '款物公示' }).waitFor()
  await reader.getByRole('link', { name: 'PDF' }).waitFor()
  const wide = await reader.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  check(!wide, 'nothing is wider than the phone')
  const serious = await findings(reader)
  check(serious.length === 0, serious.join('\n'))
  await context.close()
}

async function the_calendar_says_what_is_due_and_by_which_rule(browser) {
  const { page, faults, context } = await work(browser, people.finance, '/calendar')
  await page.locator('h1', { hasText: '公示日历' }).waitFor()
  await page.locator('h2', { hasText: '待公示' }).waitFor()
  await page.getByText('年度报告').first().waitFor()
  await page.getByText('5 月 31 日前').first().waitFor()
  await noFaults(page, faults)
  await page.goto(`${process.env.BASE_URL}/console/`)
  await page.locator('h2', { hasText: '待公示提醒' }).waitFor()
  await context.close()
}

async function open_data_is_offered_to_everybody(browser) {
  const context = await browser.newContext({ viewport: phone, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${process.env.BASE_URL}/disclosure`)
  await page.getByRole('link', { name: '开放数据' }).click()
  await page.getByRole('link', { name: 'XML' }).waitFor()
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  await context.close()
}

export const scenarios = {
  a_notice_is_drafted_checked_and_published_by_another,
  the_calendar_says_what_is_due_and_by_which_rule,
  open_data_is_offered_to_everybody,
}
