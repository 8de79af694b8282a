import { people } from './fixtures.mjs'
import { check, phone, work } from './support.mjs'

/** The desk is ready when its first field has the focus. */
const ready = (page) => page.waitForFunction(() => document.activeElement?.value === 'person')

async function openDesk(browser, person = people.desk, look = {}) {
  const visitor = await work(browser, person, '/gift-desk', look)
  await ready(visitor.page)
  return visitor
}

/** Picks a channel by keyboard: opens the list, takes what is highlighted. */
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

/** Waits until the gift is booked and gives its receipt's number. */
async function receiptOf(page, amount) {
  const saved = page.locator('.saved')
  await saved.getByText(`已入账 ${amount} 元，票据号`).waitFor()
  return saved.locator('.receipt').textContent()
}

/** What the public pages answer to a question typed into their search. */
async function ask(page, question) {
  await page.goto(`${process.env.BASE_URL}/disclosure`)
  await page.locator('#q').fill(question)
  await page.keyboard.press('Enter')
}

async function a_gift_taken_by_keyboard_alone_is_found_by_its_donor(browser) {
  const { page, faults, context } = await openDesk(browser)
  await typeGift(page, { donor: '司徒晓帆', amount: '1409.50', channel: '现金' })
  await page.getByText('¥ 1,409.50').waitFor()
  await page.getByText('壹仟肆佰零玖元伍角整').waitFor()
  await page.keyboard.press('Control+Enter')
  const receipt = await receiptOf(page, '1,409.50')
  check(/^320700-\d{4}-\d{6}$/.test(receipt), `a printed receipt number: ${receipt}`)
  await ready(page)
  check((await page.locator('#amount').inputValue()) === '', 'the amount is empty for the next gift')
  await page.getByRole('region', { name: '本次收款' }).first().getByText('司徒晓帆').waitFor()
  await ask(page, receipt)
  await page.waitForURL(`**/r/${receipt}`)
  const shown = page.locator('.receipt')
  await shown.getByText('1,409.50').waitFor()
  await shown.getByText('司徒**', { exact: true }).waitFor()
  await ask(page, '司徒晓帆')
  const row = page.locator('.gifts tbody tr').filter({ hasText: receipt })
  await row.getByText('司徒**', { exact: true }).waitFor()
  check(!(await page.locator('.gifts').textContent()).includes('晓帆'), 'the full name is nowhere in the answer')
  check(!page.url().includes(encodeURIComponent('司徒')), 'the name stands in no address')
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function keeps_day_and_channel_for_the_next_gift(browser) {
  const { page, context } = await openDesk(browser)
  await typeGift(page, { donor: '林海生', amount: '50', channel: '微信' })
  await page.keyboard.press('Control+Enter')
  await receiptOf(page, '50.00')
  await ready(page)
  await typeGift(page, { donor: '欧阳云', amount: '80' })
  await page.keyboard.press('Control+Enter')
  await receiptOf(page, '80.00')
  await context.close()
}

async function says_beside_each_field_what_is_missing(browser) {
  const { page, context } = await openDesk(browser)
  await page.getByRole('button', { name: '入账' }).click()
  const missing = page.locator('.ant-form-item-explain-error')
  await missing.nth(2).waitFor()
  check((await missing.count()) === 3, 'donor, amount and channel are asked for')
  await page.waitForFunction(() => document.activeElement?.id === 'donor_name')
  await page.locator('#amount').fill('12.345')
  await page.locator('#amount').blur()
  await page.getByText('请输入金额，最多两位小数').waitFor()
  await page.locator('#amount').fill('0')
  await page.locator('#amount').blur()
  await page.getByText('不能小于 0.01。').waitFor()
  await context.close()
}

async function a_day_is_typed_as_people_write_it_and_reads_the_same_in_both_languages(browser) {
  for (const language of ['zh', 'en']) {
    const { page, context } = await openDesk(browser, people.desk, { language })
    const day = page.locator('#day')
    check(/^\d{4}-\d{2}-\d{2}$/.test(await day.inputValue()), `today: ${await day.inputValue()}`)
    for (const typed of ['2026/2/5', '20260205', '2026年2月5日']) {
      await day.fill(typed)
      await day.blur()
      await page.waitForFunction(() => document.querySelector('#day').value === '2026-02-05')
    }
    await day.fill('05/02/2026')
    await day.blur()
    await page.locator('.ant-form-item', { has: day }).locator('.ant-form-item-explain-error').waitFor()
    await page.getByRole('button', { name: language === 'zh' ? '打开日历' : 'Open the calendar' }).click()
    await page.locator('.month td:not(.ant-picker-cell-disabled)').filter({ hasText: /^0?1$/ }).first().click()
    await page.waitForFunction(() => /^\d{4}-\d{2}-01$/.test(document.querySelector('#day').value))
    await context.close()
  }
}

async function puts_the_servers_refusal_beside_its_field(browser) {
  const { page, context } = await openDesk(browser)
  await typeGift(page, { donor: '周潮', amount: '20', channel: '现金' })
  await page.locator('#day').fill('2099-01-01')
  await page.keyboard.press('Control+Enter')
  await page.locator('.ant-form-item', { has: page.locator('#day') }).locator('.ant-form-item-explain-error').waitFor()
  check((await page.locator('#donor_name').inputValue()) === '周潮', 'nothing typed is lost')
  await context.close()
}

async function a_lost_answer_is_asked_again_and_books_once(browser) {
  const { page, context } = await openDesk(browser)
  const keys = []
  await page.route('**/commands/giving.record_gift', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await typeGift(page, { donor: '马若水', amount: '77.77', channel: '现金' })
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有收到答复').waitFor()
  await page.getByRole('button', { name: '再问一次' }).press('Enter')
  const receipt = await receiptOf(page, '77.77')
  check(keys.length === 2 && keys[0] === keys[1], 'both requests carry the same key')
  await ask(page, '马若水')
  await page.locator('.gifts tbody tr').filter({ hasText: receipt }).waitFor()
  check((await page.locator('.gifts tbody tr').filter({ hasText: '77.77' }).count()) === 1, 'one gift is in the book')
  await context.close()
}

async function asks_only_what_the_kind_of_donor_needs(browser) {
  const { page, context } = await openDesk(browser)
  const name = page.locator('#donor_name')
  await name.waitFor()
  await page.getByRole('radio', { name: '个人' }).press('ArrowLeft')
  await name.waitFor({ state: 'detached' })
  check(await page.getByRole('radio', { name: '匿名' }).isChecked(), 'an arrow key chose the kind')
  await page.getByRole('radio', { name: '匿名' }).press('ArrowLeft')
  await page.getByText('化名（公示用）').waitFor()
  await name.fill('望海的人')
  await page.getByRole('button', { name: /^更多/ }).click()
  await page.locator('#donor_person').waitFor()
  check((await page.locator('#donor_organisation').count()) === 0, 'no organisation stands behind an alias')
  check((await page.locator('#name_consent_on').count()) === 0, 'the day of consent is asked with the consent only')
  await page.locator('#amount').fill('12')
  await page.locator('#channel').press('ArrowDown')
  await page.locator('.ant-select-item-option').filter({ hasText: '现金' }).click()
  await page.keyboard.press('Control+Enter')
  const receipt = await receiptOf(page, '12.00')
  await page.goto(`${process.env.BASE_URL}/r/${receipt}`)
  await page.locator('.receipt').getByText('望海的人').waitFor()
  await context.close()
}

async function a_receipt_is_voided_with_a_reason_by_somebody_else(browser) {
  const desk = await openDesk(browser)
  await typeGift(desk.page, { donor: '陈静怡', amount: '33', channel: '现金' })
  await desk.page.keyboard.press('Control+Enter')
  await receiptOf(desk.page, '33.00')
  await desk.page.getByRole('link', { name: /^打印票据/ }).first().waitFor()
  check((await desk.page.getByRole('button', { name: /^作废票据/ }).count()) === 0, 'not by who took the gift')
  const gift = await desk.page.locator('main a[href*="/records/giving.gift/"]:not([href*="/api/"])').first().getAttribute('href')
  await desk.context.close()
  const { page, context } = await openDesk(browser, people.finance)
  await page.goto(new URL(gift, page.url()).href)
  const button = page.getByRole('button', { name: '作废票据' })
  const more = page.getByRole('button', { name: /^更多操作/ })
  await button.or(more).first().waitFor()
  if ((await button.count()) === 0) {
    await more.click()
    await page.getByRole('menuitem', { name: '作废票据' }).click()
  } else {
    await button.click()
  }
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '执行' }).click()
  await dialog.getByText('请填写。').waitFor()
  await dialog.locator('#reason').fill('金额打错了')
  await dialog.getByRole('button', { name: '执行' }).click()
  await page.locator('main').getByText('已作废').first().waitFor()
  await context.close()
}

async function the_amount_in_words_has_a_line_of_its_own_on_a_phone(browser) {
  const { page, context } = await openDesk(browser, people.desk, { viewport: phone })
  await page.locator('#amount').fill('12345.60')
  const digits = await page.locator('.echo-digits').boundingBox()
  const words = await page.locator('.echo-capital').boundingBox()
  check(words.y >= digits.y + digits.height - 1, 'the words stand below the digits')
  check(words.x + words.width <= phone.width, 'and within the screen')
  await context.close()
}

export const scenarios = {
  a_gift_taken_by_keyboard_alone_is_found_by_its_donor,
  keeps_day_and_channel_for_the_next_gift,
  says_beside_each_field_what_is_missing,
  a_day_is_typed_as_people_write_it_and_reads_the_same_in_both_languages,
  puts_the_servers_refusal_beside_its_field,
  a_lost_answer_is_asked_again_and_books_once,
  asks_only_what_the_kind_of_donor_needs,
  a_receipt_is_voided_with_a_reason_by_somebody_else,
  the_amount_in_words_has_a_line_of_its_own_on_a_phone,
}
