// Pledges: promised, paid in part, and used for something else only with the donor's recorded consent.
import { people } from './fixtures.mjs'
import { address, check, findings, phone, work } from './support.mjs'

const press = async (page, name) => {
  await page.locator('.page-actions').getByRole('button', { name }).click()
  await page.getByRole('dialog').waitFor()
}
/** Where a page has many, the rest stand in a menu. */
const pressOneOfMany = async (page, name) => {
  const more = page.getByRole('button', { name: /^更多操作/ })
  const button = page.locator('.page-actions').getByRole('button', { name })
  await button.or(more).first().waitFor()
  if ((await button.count()) > 0) return press(page, name)
  await more.click()
  await page.getByRole('menuitem', { name }).click()
  await page.getByRole('dialog').waitFor()
}
const dialogDone = async (page) => {
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const choose = async (page, form, field, word) => {
  await form.locator(`#${field}`).click()
  await form.locator(`#${field}`).fill(word)
  await page.locator('.ant-select-item-option', { hasText: word }).first().click()
}
const noFaults = async (page, faults) => {
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  check(faults.length === 0, faults.join('\n'))
}
const day = (away) => new Date(Date.now() + away * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)

/** Attaches a made-up file of this name to the record that is shown. */
async function attach(page, name) {
  const buffer = Buffer.from('%PDF-1.4\n% made up\n%%EOF\n')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer })
  await page.getByRole('button', { name: '上传 1 个文件' }).click()
  await page.getByRole('link', { name }).waitFor()
}

/** Takes a paper back; the file stays to be read, marked as withdrawn. */
async function takeBack(page, name) {
  const row = page.locator('tbody tr', { hasText: name })
  await row.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('dialog').locator('#reason').fill('传错了')
  await dialogDone(page)
  await row.getByText('（已撤回）').waitFor()
  check((await row.getByRole('button').count()) === 0, 'a paper is withdrawn once')
}

/** Records a pledge in two instalments; gives its page and number. */
async function promise(page) {
  await press(page, '登记认捐')
  const dialog = page.getByRole('dialog')
  await dialog.locator('#donor_name').fill('司徒小舟')
  await dialog.locator('#amount').fill('123.45')
  await dialog.locator('#agreed_on').fill(day(-20))
  await dialog.locator('#instalments').fill(`${day(-10)} 60.00\n${day(30)} 63.45`)
  await choose(page, dialog, 'purpose', '防汛救灾')
  await dialogDone(page)
  const row = page.locator('tbody tr', { hasText: '123.45' }).first()
  const number = (await row.getByRole('link').first().textContent()).trim()
  await row.getByRole('link').first().click()
  await page.locator('dl.details').waitFor()
  return { where: new URL(page.url()), number }
}

/** Pays of the pledge at the gift desk. */
async function pay(page, number, amount) {
  await page.goto(address('/gift-desk'))
  await page.getByRole('button', { name: '更多' }).click()
  const desk = page.locator('form.desk')
  await desk.locator('#donor_name').fill('司徒小舟')
  await desk.locator('#amount').fill(amount)
  await choose(page, desk, 'channel', '现金')
  await choose(page, desk, 'pledge', number)
  await page.getByRole('button', { name: '入账' }).click()
  await page.locator('.saved').getByText(`已入账 ${amount} 元`).waitFor()
}

async function changeUse(browser, where) {
  const path = where.pathname.replace('/console', '') + where.search
  const { page, faults, context } = await work(browser, people.director, path)
  await pressOneOfMany(page, '变更认捐用途')
  const dialog = page.getByRole('dialog')
  await choose(page, dialog, 'purpose', '博爱助学')
  await dialog.locator('#consented_by').fill('司徒小舟')
  await dialog.locator('#consented_on').fill(day(0))
  await dialog.locator('#paper').fill('同意书.pdf')
  await dialog.locator('#reason').fill('汛期已过，征得捐赠人同意')
  await dialogDone(page)
  await page.locator('dl.details').getByText('博爱助学').waitFor()
  const paper = page.locator('tbody tr', { hasText: '同意书.pdf' })
  await paper.waitFor()
  check((await paper.getByRole('button', { name: '撤回' }).count()) === 0, 'what the change rests on stays')
  await noFaults(page, faults)
  await context.close()
}

async function a_pledge_is_paid_in_part_and_serves_another_purpose_by_consent(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/records/giving.pledge')
  const { where, number } = await promise(page)
  check((await page.getByRole('button', { name: '变更认捐用途' }).count()) === 0, 'its maker does not change it')
  await pay(page, number, '60.00')
  await page.goto(where.href)
  await page.locator('dl.details').getByText('60.00').first().waitFor()
  await attach(page, '另一份协议.pdf')
  await takeBack(page, '另一份协议.pdf')
  await attach(page, '同意书.pdf')
  await noFaults(page, faults)
  await page.goto(address('/campaigns'))
  const instalments = page.locator('section', { has: page.locator('#instalments') })
  await instalments.locator('tr', { hasText: number }).getByText('63.45').waitFor()
  await instalments.locator('.pill', { hasText: '逾期' }).first().waitFor()
  await noFaults(page, faults)
  await context.close()
  await changeUse(browser, where)
}

async function the_desk_fits_a_phone_in_english(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/campaigns', { viewport: phone, language: 'en' })
  await page.locator('#instalments').waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(wide <= 0, `the campaign desk is ${wide} px too wide for a phone`)
  await noFaults(page, faults)
  await context.close()
}

export const scenarios = {
  a_pledge_is_paid_in_part_and_serves_another_purpose_by_consent,
  the_desk_fits_a_phone_in_english,
}
