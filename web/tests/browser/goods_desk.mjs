// A gift in kind from the desk to the public page: entered by keyboard, counted by somebody else, taken.
import { people } from './fixtures.mjs'
import { address, check, findings, phone, screenshots, smallTargets, work } from './support.mjs'

const startsAt = (page, value) => page.waitForFunction((wanted) => document.activeElement?.value === wanted, value)
const startsIn = (page, id) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
/** The page offers so much that its commands are in a menu. */
const press = async (page, name) => {
  await page.locator('.page-actions').getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name }).click()
  await page.getByRole('dialog').waitFor()
}
const dialogDone = async (page) => {
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const state = (page, word) => page.locator('dl.details .pill', { hasText: word }).first().waitFor()

/** Types one line; Enter in the last field adds it. */
async function typeLine(page, { item, specification, quantity, unit }) {
  await startsIn(page, 'item')
  for (const [index, value] of [item, specification, quantity, unit].entries()) {
    if (value) await page.keyboard.type(value)
    if (index < 3) await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Control+Enter')
}

async function goods_typed_in_counted_by_another_and_found_by_their_donor(browser) {
  const desk = await work(browser, people.desk, '/goods-desk')
  const { page } = desk
  await startsAt(page, 'person')
  await page.keyboard.press('Enter')
  await page.keyboard.type('司徒晓帆')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/goods-desk/*')
  await typeLine(page, { item: '口罩', specification: 'KN95', quantity: '约30箱', unit: '' })
  await page.getByText('不是确数').waitFor()
  await page.locator('#quantity').fill('30箱')
  await page.keyboard.press('Control+Enter')
  const list = page.getByRole('region', { name: '物资清单' })
  await list.getByText('30 箱').waitFor()
  await typeLine(page, { item: '消毒液', specification: '', quantity: '1400瓶60箱', unit: '' })
  await list.getByText('1400 瓶').waitFor()
  await list.getByText('60 箱').waitFor()
  await page.getByRole('link', { name: '打开这批捐物' }).click()
  await page.locator('dl.details').waitFor()
  const where = new URL(page.url())

  const other = await work(browser, people.finance, where.pathname.replace('/console', '') + where.search)
  await other.page.getByRole('region', { name: '物资清单' }).getByText('1400 瓶').waitFor()
  await press(other.page, '清点完成')
  await dialogDone(other.page)
  await state(other.page, '已清点')
  const serious = await findings(other.page)
  check(serious.length === 0, serious.join('\n'))

  await page.reload()
  await press(page, '接收入库')
  await dialogDone(page)
  await state(page, '已入库')
  const receipt = (await page.locator('h1').textContent()).trim()
  check(/^320700-\d{4}-\d{6}$/.test(receipt), `a printed receipt number: ${receipt}`)
  check(desk.faults.length === 0, desk.faults.join('\n'))
  check(other.faults.length === 0, other.faults.join('\n'))

  await page.goto(`${process.env.BASE_URL}/r/${receipt}`)
  await page.getByText('口罩 KN95').waitFor()
  check(!(await page.content()).includes('晓帆'), 'the full name is nowhere on the public page')
  await page.goto(`${process.env.BASE_URL}/goods`)
  await page.locator('.gifts').getByText('口罩 KN95 30 箱').waitFor()
  const publicSerious = await findings(page)
  check(publicSerious.length === 0, publicSerious.join('\n'))
  await Promise.all([desk.context.close(), other.context.close()])
}

async function the_desk_fits_a_phone(browser) {
  const visitor = await work(browser, people.desk, '/goods-desk', { viewport: phone })
  await startsAt(visitor.page, 'person')
  const width = await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  check(width <= 0, `nothing stands out to the right: ${width}`)
  const serious = await findings(visitor.page)
  check(serious.length === 0, serious.join('\n'))
  check(new URL(visitor.page.url()).pathname === new URL(address('/goods-desk')).pathname, 'the desk itself')
  await visitor.context.close()
}

const list = [
  '捐赠单位,品名,规格型号,计量单位,数量',
  '海州湾渔具公司,救生衣,L,件,30',
  '海州湾渔具公司,消毒液,,,1200瓶60箱',
  '云台山茶场,帐篷,,顶,10',
].join('\n')

async function a_list_is_asked_about_and_then_entered(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/goods-import')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '2026-02-04.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await page.getByRole('heading', { name: '1 行需要回答' }).waitFor()
  await page.getByText('可能是同一批物资').waitFor()
  check(await page.getByRole('button', { name: '登记清单' }).isDisabled(), 'nothing is entered before the answer')
  for (const reading of ['1200瓶', '1200瓶+60箱', '60箱']) {
    await page.getByRole('button', { name: reading, exact: true }).click()
    check((await page.getByLabel('第 3 行的数量').inputValue()) === reading, `${reading} is the answer`)
  }
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  await page.getByRole('button', { name: '按回答重新读取' }).click()
  await page.getByText('60 箱').waitFor()
  await page.getByRole('button', { name: '登记清单' }).click()
  await page.getByText('已登记 2 批、3 行').waitFor()
  await page.waitForURL('**/records/giving.goods_gift*')
  check(faults.length === 0, faults.join('\n'))
  await context.close()
}

/** A list of masks and tents that the program entered, to be counted by anybody. */
function listed(book, reference) {
  const { id } = book.call('giving.record_goods', { donor_name: '海州湾渔具公司', donor_kind: 'organisation', day: '2026-11-02', reference })
  book.call('giving.add_goods_line', { gift: id, item: '口罩', quantity: '30箱' })
  const value = { value_basis: 'invoice', value: '3000.00', value_proof: '0451' }
  book.call('giving.add_goods_line', { gift: id, item: '帐篷', quantity: '10顶', ...value })
}

async function many_gifts_are_counted_at_once_by_keyboard(browser, book) {
  for (const reference of ['清点甲', '清点乙']) listed(book, reference)
  const { page, faults, context } = await work(browser, people.finance, '/goods-count')
  const gift = (reference) => page.getByRole('region', { name: new RegExp(reference) })
  await gift('清点甲').getByLabel('口罩 的实收数量').click()
  await page.keyboard.type('29')
  await page.keyboard.press('Enter')
  await page.keyboard.type('9')
  check(await page.getByRole('button', { name: /清点完成/ }).isDisabled(), 'nine tents have another value')
  await gift('清点甲').getByLabel('帐篷 实收部分的价值').fill('2700')
  await gift('清点乙').getByRole('checkbox').check()
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  await page.screenshot({ path: `${screenshots}/goods-count.png`, fullPage: true })
  await gift('清点乙').getByLabel('口罩 的实收数量').press('Control+Enter')
  await page.getByText('已清点 2 批。').waitFor()
  await gift('清点甲').waitFor({ state: 'detached' })
  check(faults.length === 0, faults.join('\n'))
  const counted = book.rows('giving.goods_line').filter(({ item, counted: number }) => item === '口罩' && number === 29)
  check(counted.length === 1, 'what differed is kept')
  await context.close()
}

async function a_list_to_count_fits_a_phone_in_either_language(browser, book) {
  listed(book, '手机清点')
  for (const language of ['zh', 'en']) {
    const { page, context } = await work(browser, people.director, '/goods-count', { viewport: phone, language })
    await page.getByRole('region', { name: /手机清点/ }).waitFor()
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    check(width <= 0, `nothing stands out to the right: ${width}`)
    const small = await smallTargets(page)
    check(small.length === 0, small.join('\n'))
    const serious = await findings(page)
    check(serious.length === 0, serious.join('\n'))
    await page.screenshot({ path: `${screenshots}/goods-count-phone-${language}.png`, fullPage: true })
    await context.close()
  }
}

export const scenarios = {
  many_gifts_are_counted_at_once_by_keyboard,
  a_list_to_count_fits_a_phone_in_either_language,
  a_list_is_asked_about_and_then_entered,
  goods_typed_in_counted_by_another_and_found_by_their_donor,
  the_desk_fits_a_phone,
}
