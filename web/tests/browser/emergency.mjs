// The emergency mode: switched on by one, gifts taken with three fields, the duty log, the board.
import { people } from './fixtures.mjs'
import { address, check, findings, openCampaign, phone, work } from './support.mjs'

const campaign = `演练募捐 ${Date.now()}`

const noFaults = async (page, faults) => {
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  check(faults.length === 0, faults.join('\n'))
}
const dialogDone = async (page) => {
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function switchOn(page) {
  await page.getByRole('button', { name: '开启应急模式' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('#name').fill('演练：暴雨')
  await dialog.locator('#campaign').click()
  await dialog.locator('#campaign').fill(campaign)
  await page.locator('.ant-select-item-option', { hasText: campaign }).click()
  await dialogDone(page)
  await page.locator('h2', { hasText: '演练：暴雨' }).waitFor()
}

/** One gift at the quick desk: amount, no name, channel, Enter. */
async function takeOne(page, amount) {
  await page.waitForFunction(() => document.activeElement?.id === 'amount')
  await page.keyboard.type(amount)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('现金')
  await page.locator('.ant-select-item-option-active').filter({ hasText: '现金' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.locator('.saved').getByText(`已入账 ${amount} 元`).waitFor()
}

async function one_switch_brings_quick_intake_a_duty_log_and_a_board(browser) {
  await openCampaign(browser, campaign)
  const { page, faults, context } = await work(browser, people.finance, '/emergency')
  await switchOn(page)
  await page.getByText('无人值班').first().waitFor()
  await page.getByRole('button', { name: '写值班记录' }).click()
  await page.getByRole('dialog').locator('#kind').click()
  await page.locator('.ant-select-item-option', { hasText: '接班' }).click()
  await dialogDone(page)
  await page.getByText(`${people.finance.name}，自`).waitFor()
  await noFaults(page, faults)

  await page.locator('main').getByRole('link', { name: '快速收款' }).click()
  await page.getByRole('heading', { name: '快速收款：演练：暴雨' }).waitFor()
  await takeOne(page, '200.00')
  await noFaults(page, faults)

  await page.goto(address('/emergency'))
  await page.getByRole('link', { name: '大屏看板' }).click()
  await page.getByRole('heading', { level: 1, name: '演练：暴雨' }).waitFor()
  await page.locator('.board-sums').getByText('200.00').first().waitFor()
  await page.getByText('零滞留').waitFor()
  const steps = page.locator('#money').locator('..')
  await steps.getByText('资金未使用').waitFor()
  await steps.getByText('用款待审批').waitFor()
  await page.locator('#desks').locator('..').getByText(people.finance.name).waitFor()
  await page.locator('.board-log').getByText('接班').waitFor()
  const board = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(board <= 0, `${board} px too wide for the screen`)
  await noFaults(page, faults)
  await context.close()

  const small = await work(browser, people.finance, '/emergency', { viewport: phone })
  await small.page.locator('.emergency-banner').waitFor()
  const wide = await small.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(wide <= 0, `${wide} px too wide for a phone`)
  await small.page.getByRole('button', { name: '结束应急模式' }).click()
  await small.page.getByRole('dialog').locator('#conclusion').fill('演练结束')
  await dialogDone(small.page)
  await small.page.getByText('没有正在响应的突发事件').waitFor()
  check((await small.page.locator('.emergency-banner').count()) === 0, 'the banner is gone')
  await small.context.close()
}

export const scenarios = { one_switch_brings_quick_intake_a_duty_log_and_a_board }
