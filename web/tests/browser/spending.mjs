// Money from request to proof, and from one branch to another, by people who see only what is theirs to do.
import { people } from './fixtures.mjs'
import { address, check, findings, phone, work } from './support.mjs'

const paper = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% made up\n%%EOF\n') })
const dialogDone = async (page) => {
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const press = async (page, name) => {
  await page.locator('.page-actions').getByRole('button', { name }).click()
  await page.getByRole('dialog').waitFor()
}
const state = (page, word) => page.locator('dl.details .pill', { hasText: word }).waitFor()

async function askForPayment(page, title) {
  await page.goto(address('/spending'))
  await page.getByRole('link', { name: '申请用款' }).click()
  await page.locator('#title').fill(title)
  await page.locator('#amount').fill('99999999')
  await page.getByText('申请金额超过可用余额').waitFor()
  await page.locator('#amount').fill('12.30')
  await page.getByText('申请金额超过可用余额').waitFor({ state: 'detached' })
  await page.locator('input[type=file]').setInputFiles([paper('发票.pdf'), paper('合同.pdf')])
  await page.getByLabel('合同.pdf 的种类').selectOption('contract')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.locator('dl.details').waitFor()
  await page.getByRole('link', { name: '合同.pdf' }).waitFor()
}

async function payment(browser) {
  const finance = await work(browser, people.finance, '/')
  await askForPayment(finance.page, '购买被褥（浏览器测试）')
  const where = new URL(finance.page.url()).pathname + new URL(finance.page.url()).search
  await finance.page.getByText('须由另一人办理').waitFor()
  check((await finance.page.getByRole('button', { name: '批准用款' }).count()) === 0, 'not offered to its maker')

  const director = await work(browser, people.director, where.replace('/console', ''))
  const [download] = await Promise.all([
    director.page.waitForEvent('download'),
    director.page.getByRole('link', { name: '发票.pdf' }).click(),
  ])
  const kept = download.suggestedFilename()
  check(kept === '发票.pdf', `the file keeps its name and is not called ${kept}`)
  await press(director.page, '批准用款')
  await dialogDone(director.page)
  await state(director.page, '已批准')

  await finance.page.reload()
  await press(finance.page, '支付')
  await dialogDone(finance.page)
  await state(finance.page, '已支付')
  await finance.page.locator('input[type=file]').setInputFiles(paper('银行回单.pdf'))
  await finance.page.getByRole('button', { name: '上传 1 个文件' }).click()
  await finance.page.getByRole('link', { name: '银行回单.pdf' }).waitFor()
  await press(finance.page, '登记付款凭证')
  await finance.page.locator('#proof').fill('2026-0731')
  await dialogDone(finance.page)
  await state(finance.page, '已凭证')
  const serious = await findings(finance.page)
  check(serious.length === 0, serious.join('\n'))
  check(finance.faults.length === 0, finance.faults.join('\n'))
  await Promise.all([finance.context.close(), director.context.close()])
}

async function allocation(browser) {
  const title = '转拨海州区（浏览器测试）'
  const finance = await work(browser, people.finance, '/spending/request_allocation')
  const { page } = finance
  await page.locator('#to').fill('320706')
  await page.locator('#title').fill(title)
  await page.locator('#amount').fill('8.80')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.locator('dl.details').waitFor()
  const where = new URL(page.url())

  const director = await work(browser, people.director, where.pathname.replace('/console', '') + where.search)
  await press(director.page, '批准并拨出')
  await dialogDone(director.page)
  await state(director.page, '在途')

  await director.page.goto(address('/spending?branch=320706'))
  const row = director.page.locator('tr', { hasText: title })
  await row.getByRole('button', { name: '确认拨款到账' }).click()
  await dialogDone(director.page)
  await row.waitFor({ state: 'detached' })
  await page.reload()
  await state(page, '已到账')
  check(finance.faults.length === 0, finance.faults.join('\n'))
  check(director.faults.length === 0, director.faults.join('\n'))
  await Promise.all([finance.context.close(), director.context.close()])
}

async function onAPhone(browser) {
  const { page, context } = await work(browser, people.finance, '/spending', { viewport: phone, theme: 'dark' })
  await page.locator('ul.cards').first().waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(wide <= 0, `${wide}px wider than the screen`)
  await context.close()
}

async function waiting(browser) {
  const director = await work(browser, people.director, '/')
  const { page } = director
  await page.getByRole('region', { name: '各环节待办' }).getByRole('link', { name: '资金未使用' }).click()
  await page.getByRole('heading', { name: '资金未使用', level: 1 }).waitFor()
  const funds = page.getByRole('region', { name: '按资金' })
  await funds.locator('tbody tr').first().waitFor()
  check((await funds.locator('tbody tr').count()) > 1, 'told fund by fund')
  const first = page.getByRole('region', { name: '逐笔明细' }).locator('tbody tr').first()
  check((await first.locator('.pill-bad').count()) === 1, 'the latest stands first')
  await first.getByRole('link').click()
  await page.waitForURL('**/records/giving.gift**')
  await page.locator('tbody tr').first().waitFor()
  const asked = new URL(page.url()).searchParams
  check(asked.get('day.min') !== null && asked.get('day.min') === asked.get('day.max'), `the gifts of the day: ${asked}`)

  await page.goto(address('/records/spending.alarm_rule/new'))
  await page.locator('#idle_days').fill('3650')
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('dl.details').waitFor()
  await page.goto(address('/spending/waiting/spend'))
  await page.getByRole('region', { name: '按资金' }).getByText('3650 天').first().waitFor()
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  check(director.faults.length === 0, director.faults.join('\n'))
  await director.context.close()
}

export const scenarios = {
  'a payment goes from request to proof by two people': payment,
  'an allocation is sent by one branch and confirmed by the other': allocation,
  'what waits is opened step by step and fund by fund, with alarms of its own': waiting,
  'the spending desk fits a phone': onAPhone,
}
