import { check, signIn, visit } from './support.mjs'

/** The focused input's field name, as the form knows it. */
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? '')

/** The desk is ready when its first field has the focus. */
const ready = (page) => page.waitForFunction(() => document.activeElement?.value === 'person')

/** Picks the first channel by keyboard: opens the list, takes what is highlighted. */
async function pickByKeyboard(page, text) {
  await page.keyboard.type(text)
  await page.locator('.ant-select-item-option-active').filter({ hasText: text }).waitFor()
  await page.keyboard.press('Enter')
}

async function typeGift(page, { donor, amount, channel }) {
  await page.keyboard.press('Enter')
  await page.keyboard.type(donor)
  await page.keyboard.press('Enter')
  await page.keyboard.type(amount)
  await page.keyboard.press('Enter')
  if (channel) {
    await page.keyboard.press('Enter')
    await pickByKeyboard(page, channel)
  }
}

async function takes_a_gift_by_keyboard_alone_and_shows_its_receipt(browser) {
  const { page, faults, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await ready(page)
  await typeGift(page, { donor: '司徒晓帆', amount: '1409.50', channel: '柜台' })
  await page.getByText('¥ 1,409.50').waitFor()
  await page.getByText('壹仟肆佰零玖元伍角整').waitFor()
  await page.keyboard.press('Control+Enter')
  const status = page.locator('.saved')
  await status.getByText('已入账 1,409.50 元，票据号').waitFor()
  const receipt = await status.locator('.receipt').textContent()
  check(/^LYG-2026-\d{6}$/.test(receipt), `a receipt number is shown: ${receipt}`)
  await ready(page)
  check((await page.locator('#amount').inputValue()) === '', 'the amount is empty for the next gift')
  await page.getByRole('region', { name: '本次收款' }).first().getByText('司徒晓帆').waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function keeps_day_and_channel_for_the_next_gift(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await ready(page)
  await typeGift(page, { donor: '林海生', amount: '50', channel: '微信' })
  await page.keyboard.press('Control+Enter')
  await page.locator('.saved').getByText('已入账 50.00 元').waitFor()
  await ready(page)
  await typeGift(page, { donor: '欧阳云', amount: '80' })
  await page.keyboard.press('Control+Enter')
  await page.locator('.saved').getByText('已入账 80.00 元').waitFor()
  await context.close()
}

async function says_beside_each_field_what_is_missing(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await page.getByRole('button', { name: '入账' }).click()
  const missing = page.locator('.ant-form-item-explain-error')
  await missing.first().waitFor()
  check((await missing.count()) === 3, 'donor, amount and channel are asked for')
  check((await focused(page)) === 'donor_name', 'the focus is in the first of them')
  await page.locator('#amount').fill('12.345')
  await page.locator('#amount').blur()
  await page.getByText('请输入金额，最多两位小数').waitFor()
  await page.locator('#amount').fill('0')
  await page.locator('#amount').blur()
  await page.getByText('不能小于 0.01。').waitFor()
  await context.close()
}

async function puts_the_servers_refusal_beside_its_field(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await ready(page)
  await typeGift(page, { donor: '周潮', amount: '20', channel: '柜台' })
  await page.locator('#day').fill('2099-01-01')
  await page.keyboard.press('Control+Enter')
  await page.locator('.ant-form-item', { has: page.locator('#day') }).getByText('日期不能在今天以后。').waitFor()
  check((await page.locator('#donor_name').inputValue()) === '周潮', 'nothing typed is lost')
  await context.close()
}

async function a_lost_answer_is_asked_again_and_books_once(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await ready(page)
  const keys = []
  await page.route('**/commands/giving.record_gift', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await typeGift(page, { donor: '马若水', amount: '77', channel: '柜台' })
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有收到答复').waitFor()
  await page.getByRole('button', { name: '再问一次' }).press('Enter')
  await page.locator('.saved').getByText('已入账 77.00 元').waitFor()
  check(keys.length === 2 && keys[0] === keys[1], 'both requests carry the same key')
  await context.close()
}

async function asks_only_what_the_kind_of_donor_needs(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await page.locator('#donor_name').waitFor()
  await page.getByRole('radio', { name: '个人' }).press('ArrowLeft')
  await page.locator('#donor_name').waitFor({ state: 'detached' })
  check(await page.getByRole('radio', { name: '匿名' }).isChecked(), 'an arrow key chose the kind')
  await page.getByRole('radio', { name: '匿名' }).press('ArrowLeft')
  await page.locator('#alias').waitFor()
  await page.getByText('定向', { exact: true }).click()
  await page.locator('#restriction').waitFor()
  await context.close()
}

async function voids_a_receipt_with_a_reason(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/gift-desk')
  await ready(page)
  await typeGift(page, { donor: '陈静怡', amount: '33', channel: '柜台' })
  await page.keyboard.press('Control+Enter')
  await page.locator('.saved').getByText('已入账 33.00 元').waitFor()
  await page.getByRole('button', { name: /^作废票据/ }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '执行' }).click()
  await dialog.getByText('请填写。').waitFor()
  await dialog.locator('#reason').fill('金额打错了')
  await dialog.getByRole('button', { name: '执行' }).click()
  await page.locator('main').getByText('票据已作废').waitFor()
  await context.close()
}

export const scenarios = {
  takes_a_gift_by_keyboard_alone_and_shows_its_receipt,
  keeps_day_and_channel_for_the_next_gift,
  says_beside_each_field_what_is_missing,
  puts_the_servers_refusal_beside_its_field,
  a_lost_answer_is_asked_again_and_books_once,
  asks_only_what_the_kind_of_donor_needs,
  voids_a_receipt_with_a_reason,
}
