// Campaigns: what is due on the desk, a plan from draft to its end, and what the public is shown.
import { people } from './fixtures.mjs'
import { check, findings, phone, visit, work } from './support.mjs'

const press = async (page, name) => {
  await page.locator('.page-actions').getByRole('button', { name }).click()
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

/** The day so many days from now, as the forms write it. */
const day = (away) => new Date(Date.now() + away * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)

const statutory = {
  aim: '资助学生',
  region: '云台市',
  person_in_charge: '方知行',
  office_address: '示例路 1 号',
  contact: '0518-0000000',
  query_way: '本站查询',
  accepting: '指定平台',
  bank_account: '示例银行 0000',
  beneficiaries: '困难学生',
  use: '学费',
  surplus_rule: '用于同类项目',
  certificate_number: '53320700DEMO',
}

async function the_desk_shows_what_is_due_and_how_far_campaigns_are(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/campaigns')
  await page.locator('h2', { hasText: '到期事项' }).waitFor()
  const due = page.locator('section', { has: page.locator('#due') })
  await due.getByText('募捐结束后的全面公开').first().waitFor()
  await due.getByText('《慈善法》第七十九条').first().waitFor()
  const campaigns = page.locator('section', { has: page.locator('#campaigns') })
  await campaigns.getByRole('link', { name: '防汛救灾专项募捐' }).click()
  await page.locator('h2', { hasText: '募捐方案' }).waitFor()
  await page.getByText('53320700DEMO1').waitFor()
  await page.getByText('已办').first().waitFor()
  await noFaults(page, faults)
  await context.close()
}

async function a_plan_is_drafted_by_one_and_filed_by_another(browser) {
  const desk = await work(browser, people.desk, '/records/giving.fundraising_plan/new')
  const { page } = desk
  await page.locator('#name').fill('浏览器测试方案')
  await page.locator('#begins').fill(day(5))
  await page.locator('#ends').fill(day(60))
  for (const [field, value] of Object.entries(statutory)) await page.locator(`#${field}`).fill(value)
  await page.locator('button[type=submit]').first().click()
  await page.locator('dl.details').waitFor()
  check((await page.getByRole('button', { name: '登记备案' }).count()) === 0, 'the desk does not file')

  const where = new URL(page.url())
  const director = await work(browser, people.director, where.pathname.replace('/console', '') + where.search)
  await press(director.page, '登记备案')
  await director.page.getByRole('dialog').locator('#filing_number').fill('BA-测试-1')
  await director.page.getByRole('dialog').locator('#filed_on').fill(day(-1))
  await director.page.getByRole('dialog').locator('.ant-btn-primary').click()
  await director.page.getByText('至少十日备案').first().waitFor()
  await director.page.keyboard.press('Escape')

  await page.goto(`${where.href.replace(where.search, '')}/edit${where.search}`)
  await page.locator('#begins').fill(day(12))
  await page.locator('button[type=submit]').first().click()
  await page.locator('dl.details').waitFor()
  await director.page.reload()
  await press(director.page, '登记备案')
  await director.page.getByRole('dialog').locator('#filing_number').fill('BA-测试-1')
  await director.page.getByRole('dialog').locator('#filed_on').fill(day(-1))
  await dialogDone(director.page)
  await director.page.locator('dl.details .pill', { hasText: '已备案' }).waitFor()
  await noFaults(director.page, desk.faults)
  await Promise.all([desk.context.close(), director.context.close()])
}

async function the_public_page_shows_the_plan(browser) {
  const context = await browser.newContext({ viewport: phone, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${process.env.BASE_URL}/`)
  await page.locator('.cards a', { hasText: '防汛救灾专项募捐' }).first().click()
  await page.getByText('公开募捐资格证书编号').waitFor()
  await page.getByText('募捐信息查询方法').waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  check(!wide, 'nothing is wider than the phone')
  await context.close()
}

async function a_team_shows_its_progress_and_rank_on_a_phone(browser) {
  const desk = await work(browser, people.desk, '/campaigns')
  const name = '浏览器测试团队'
  const made = await desk.page.evaluate(async (team) => {
    const send = async (path, json) => {
      const headers = { 'Content-Type': 'application/json', 'X-Boai-Request': '1' }
      const answer = await fetch(`/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(json) })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    }
    const { campaigns } = await (await fetch('/api/v1/giving/campaigns')).json()
    const campaign = campaigns.find((one) => one.name === '博爱送万家')
    const { rows } = await (await fetch('/api/v1/records/giving.channel?limit=50')).json()
    const { id } = await send(`records/giving.campaign_team?branch=${campaign.branch}`, {
      campaign: campaign.id,
      name: team,
      leader: '大海',
      goal: '200.00',
    })
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await send(`commands/giving.record_gift?branch=${campaign.branch}`, {
      donor_kind: 'anonymous',
      amount: '50.00',
      day: today,
      channel: rows.find((row) => row.code === 'bank').id,
      team: id,
    })
    return { campaign: campaign.id, team: id }
  }, name)
  await desk.page.goto(`${new URL(desk.page.url()).origin}/console/campaigns/${made.campaign}`)
  await desk.page.getByRole('link', { name }).waitFor()
  await noFaults(desk.page, desk.faults)
  await desk.context.close()

  const context = await browser.newContext({ viewport: phone, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${process.env.BASE_URL}/campaigns/${made.campaign}`)
  await page.getByRole('link', { name }).click()
  await page.locator('h1', { hasText: name }).waitFor()
  await page.getByText('已完成 25%').waitFor()
  await page.getByText('第 1 名').waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  check(!wide, 'nothing is wider than the phone')
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  await context.close()

  // In English the headings of its tables are long.
  const english = await visit(browser, { viewport: phone, language: 'en' })
  await english.page.goto(`${process.env.BASE_URL}/campaigns/${made.campaign}`)
  await english.page.getByRole('link', { name }).waitFor()
  const over = await english.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(over <= 0, `the campaign page is ${over} px too wide for a phone`)
  await english.context.close()
}

/** The demo's campaign: the platform has paid part of what it collected, and no statement shows it yet. */
async function what_a_platform_collected_stands_beside_what_it_paid_out_and_the_bank_received(browser) {
  const desk = await work(browser, people.finance, '/campaigns')
  await desk.page.getByRole('link', { name: '博爱助学 2026' }).first().click()
  const payouts = desk.page.locator('section', { has: desk.page.locator('#payouts') })
  const row = payouts.locator('tr', { hasText: '示例公益平台' }).first()
  await row.getByText('1,469.60').first().waitFor()
  await row.getByText('平台尚未拨付 269.60；已登记拨付、银行流水未见 1200.00').waitFor()
  await payouts.locator('summary', { hasText: '示例公益平台：1 笔拨付' }).click()
  await payouts.locator('details .pill', { hasText: '未见' }).first().waitFor()
  const [download] = await Promise.all([
    desk.page.waitForEvent('download'),
    payouts.getByRole('link', { name: '下载 CSV' }).click(),
  ])
  check(download.suggestedFilename() === 'payouts.csv', 'the payouts are a file')
  await noFaults(desk.page, desk.faults)
  const where = new URL(desk.page.url())
  await desk.context.close()
  const path = where.pathname.replace('/console', '') + where.search
  const english = await work(browser, people.finance, path, { viewport: phone, language: 'en' })
  await english.page.locator('#payouts').waitFor()
  await english.page.getByText('269.60 still with the platform').waitFor()
  const wide = await english.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(wide <= 0, `the campaign's page is ${wide} px too wide for a phone`)
  await noFaults(english.page, english.faults)
  await english.context.close()
}

export const scenarios = {
  what_a_platform_collected_stands_beside_what_it_paid_out_and_the_bank_received,
  a_team_shows_its_progress_and_rank_on_a_phone,
  the_desk_shows_what_is_due_and_how_far_campaigns_are,
  a_plan_is_drafted_by_one_and_filed_by_another,
  the_public_page_shows_the_plan,
}
