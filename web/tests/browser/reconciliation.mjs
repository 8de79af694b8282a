// A statement from its file to the signature: matched, held until identified, and agreed to the fen.
import { people } from './fixtures.mjs'
import { address, check, findings, phone, work } from './support.mjs'

/** A channel of its own, so that nothing else stands on its account. */
async function makeChannel(page, code) {
  const answer = await page.request.post(`${process.env.BASE_URL}/api/v1/records/giving.channel`, {
    data: { branch: '320700', code, name: `对账演示 ${code}`, kind: 'alipay' },
    headers: { 'X-Boai-Request': '1' },
  })
  check(answer.ok(), `the channel is made: ${await answer.text()}`)
  return (await answer.json()).id
}

async function recordGift(page, channel, donor, amount, day) {
  const answer = await page.request.post(`${process.env.BASE_URL}/api/v1/commands/giving.record_gift`, {
    data: { branch: '320700', donor_kind: 'person', donor_name: donor, amount, day, channel },
    headers: { 'X-Boai-Request': '1' },
  })
  check(answer.ok(), `the gift is recorded: ${await answer.text()}`)
}

/** A day some days ago on the wall in China. */
const ago = (days) => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)

const rows = [
  [ago(9), 'Z1', '张望舒', '100.00', '', '100.00'],
  [ago(8), 'Z2', '*海生', '50.00', '', '150.00'],
  [ago(7), 'Z3', '', '30.00', '', '180.00'],
  [ago(6), 'Z4', '', '', '2.00', '178.00'],
]

function file(name, lines) {
  const text = ['交易日期,交易流水号,对方户名,收入金额,支出金额,余额', ...lines.map((line) => line.join(','))]
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text.join('\r\n')}\r\n`) }
}

const side = (page, name) => page.getByRole('region', { name, exact: true })
const pick = (page, where, amount) =>
  side(page, where).getByRole('row').filter({ hasText: amount }).getByRole('checkbox').check()

async function a_statement_is_matched_held_identified_and_signed_by_another(browser) {
  const desk = await work(browser, people.finance, '/statement-import')
  const { page } = desk
  const channel = await makeChannel(page, 'zhang')
  await recordGift(page, channel, '张望舒', '100.00', ago(10))
  await recordGift(page, channel, '林海生', '50.00', ago(8))
  await page.reload()
  await page.locator('input[type=file]').setInputFiles(file('五月.csv', rows))
  await page.getByRole('heading', { name: '4 笔收支' }).waitFor()
  await page.getByText('期初 0.00 加收入 180.00 减支出 2.00 得期末 178.00').waitFor()
  await page.getByRole('combobox', { name: '渠道' }).click()
  await page.locator('.ant-select-item-option', { hasText: '对账演示 zhang' }).click()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByRole('button', { name: '未核对 4' }).waitFor()

  await page.getByRole('button', { name: '自动核对' }).click()
  await page.getByRole('button', { name: '未核对 2' }).waitFor()
  await page.getByRole('button', { name: '待确认 1' }).click()
  await side(page, '对账单').getByText('该金额仅此一笔').waitFor()
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  await pick(page, '对账单', '50.00')
  await page.getByRole('button', { name: '确认', exact: true }).click()
  await page.getByRole('button', { name: '已核对 2' }).waitFor()

  await page.getByRole('button', { name: '未核对 2' }).click()
  await pick(page, '对账单', '30.00')
  await page.getByRole('button', { name: '列为待查款项' }).click()
  await page.getByRole('button', { name: '未核对 1' }).waitFor()
  await page.getByRole('button', { name: '编制', exact: true }).click()
  await page.getByText('还有 1 笔没有核对或列为未达').waitFor()
  await pick(page, '对账单', '-2.00')
  await page.getByRole('button', { name: '列为未达账项' }).click()
  await page.locator('#reason').fill('手续费，下期入账')
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await side(page, '对账单').getByText('手续费，下期入账').waitFor()

  await page.getByRole('link', { name: '待查款项' }).click()
  await page.getByRole('row').filter({ hasText: 'Z3' }).getByText('天').waitFor()
  await page.getByRole('row').filter({ hasText: 'Z3' }).getByRole('link').click()
  await page.getByRole('button', { name: '认领为捐款' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('#donor_name').fill('司徒知远')
  await dialog.locator('.ant-btn-primary').click()
  await page.locator('dl.details .pill', { hasText: '已认领' }).first().waitFor()

  await page.goto(address(`/reconcile?branch=320700&channel=${channel}`))
  await page.getByRole('button', { name: '编制', exact: true }).click()
  await page.locator('dl.details .pill', { hasText: '待签署' }).first().waitFor()
  const where = new URL(page.url())
  check(desk.faults.length === 0, desk.faults.join('\n'))

  const other = await work(browser, people.director, where.pathname.replace('/console', '') + where.search)
  await other.page.getByRole('button', { name: '签署余额调节表' }).click()
  await other.page.getByRole('dialog').locator('.ant-btn-primary').click()
  await other.page.locator('dl.details .pill', { hasText: '已签署' }).first().waitFor()
  check(other.faults.length === 0, other.faults.join('\n'))
  await other.context.close()
  await desk.context.close()
}

async function by_hand_with_the_keyboard_only_when_the_sums_agree(browser) {
  const { page, faults, context } = await work(browser, people.finance, '/statement-import')
  const channel = await makeChannel(page, 'li')
  await recordGift(page, channel, '李若水', '60.00', ago(5))
  await recordGift(page, channel, '陈静怡', '40.00', ago(5))
  await page.reload()
  await page.locator('input[type=file]').setInputFiles(
    file('五月另一份.csv', [[ago(4), 'L1', '某支付公司', '100.00', '', '100.00']]),
  )
  await page.getByRole('combobox', { name: '渠道' }).click()
  await page.locator('.ant-select-item-option', { hasText: '对账演示 li' }).click()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByRole('button', { name: '未核对 1' }).waitFor()
  await pick(page, '对账单', '100.00')
  await pick(page, '账面', '60.00')
  await page.getByText('相差 40.00').waitFor()
  check(await page.getByRole('button', { name: '核对所选（M）' }).isDisabled(), 'sums that differ are not matched')
  await pick(page, '账面', '40.00')
  await page.getByText('相差 0.00').waitFor()
  await page.keyboard.press('m')
  await page.getByRole('button', { name: '已核对 1' }).click()
  await side(page, '账面').getByText('人工核对').first().waitFor()
  check(faults.length === 0, faults.join('\n'))
  await context.close()
}

async function a_line_is_split_into_gifts_and_a_rest_and_the_list_is_a_file(browser) {
  const { page, faults, context } = await work(browser, people.finance, '/statement-import')
  const channel = await makeChannel(page, 'wang')
  await recordGift(page, channel, '王怀瑾', '60.00', ago(5))
  await recordGift(page, channel, '陈静怡', '40.00', ago(5))
  await page.reload()
  await page.locator('input[type=file]').setInputFiles(
    file('五月第三份.csv', [[ago(4), 'W1', '某支付公司', '129.40', '', '129.40']]),
  )
  await page.getByRole('combobox', { name: '渠道' }).click()
  await page.locator('.ant-select-item-option', { hasText: '对账演示 wang' }).click()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.getByRole('button', { name: '未核对 1' }).waitFor()
  await pick(page, '对账单', '129.40')
  await pick(page, '账面', '60.00')
  await pick(page, '账面', '40.00')
  await page.getByRole('button', { name: '拆分核对…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('余下 29.40 元').waitFor()
  check((await dialog.locator('#held').inputValue()) === '29.40', 'the rest is offered as unidentified')
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  await dialog.locator('#charge').fill('0.60')
  await dialog.locator('.ant-btn-primary').click()
  await dialog.getByText('各部分合计 128.80 元').waitFor()
  await dialog.locator('#held').fill('30.00')
  await dialog.locator('.ant-btn-primary').click()
  await page.getByRole('button', { name: '已核对 1' }).click()
  await side(page, '账面').getByText('拆分核对').first().waitFor()
  const href = await page.getByRole('link', { name: '下载 CSV' }).getAttribute('href')
  const csv = await (await page.request.get(`${process.env.BASE_URL}${href}`)).text()
  check(csv.includes('129.40,某支付公司,W1,,已对账,拆分核对'), `the file tells of the split: ${csv}`)

  await pick(page, '对账单', '129.40')
  await page.getByRole('button', { name: '取消拆分' }).click()
  await page.locator('#reason').fill('选错了')
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('button', { name: '未核对 1' }).waitFor()
  check(faults.length === 0, faults.join('\n'))
  await context.close()
}

async function a_balance_that_breaks_is_shown_with_its_row_and_nothing_can_be_imported(browser) {
  const { page, context } = await work(browser, people.finance, '/statement-import')
  const broken = rows.map((row, index) => (index === 2 ? [...row.slice(0, 5), '181.00'] : row))
  await page.locator('input[type=file]').setInputFiles(file('断.csv', broken))
  await page.getByText('第 4 行余额接不上：150.00 加 30.00 不等于 181.00').waitFor()
  check(await page.getByRole('button', { name: '导入', exact: true }).isDisabled(), 'a broken one stays outside')
  await context.close()
}

async function the_desk_fits_a_phone(browser) {
  const { page, context } = await work(browser, people.finance, '/reconcile', { viewport: phone })
  await page.getByRole('button', { name: /^未核对/ }).waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  check(wide <= 0, `nothing is wider than the phone: ${wide}`)
  await context.close()
}

export const scenarios = {
  a_statement_is_matched_held_identified_and_signed_by_another,
  by_hand_with_the_keyboard_only_when_the_sums_agree,
  a_line_is_split_into_gifts_and_a_rest_and_the_list_is_a_file,
  a_balance_that_breaks_is_shown_with_its_row_and_nothing_can_be_imported,
  the_desk_fits_a_phone,
}
