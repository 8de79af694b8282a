// A gift in kind from the desk to the public page: entered by keyboard, counted by somebody else, taken.
import { people } from './fixtures.mjs'
import { address, check, findings, phone, work } from './support.mjs'

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

export const scenarios = {
  goods_typed_in_counted_by_another_and_found_by_their_donor,
  the_desk_fits_a_phone,
}
