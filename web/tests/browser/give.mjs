import { people } from './fixtures.mjs'
import { check, findings, phone, smallTargets, visit, work } from './support.mjs'

const base = () => process.env.BASE_URL

/** The page fits the screen and holds for people who see, touch or hear it. */
async function holds(page, where) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  check(overflow <= 0, `${where} fits the width: ${overflow}`)
  const found = await findings(page)
  check(found.length === 0, `${where}: ${found.join('\n')}`)
  const small = await smallTargets(page)
  check(small.length === 0, `${where} can be touched: ${small.join('\n')}`)
}

async function a_donor_orders_on_a_phone_and_sees_the_collection_code(browser) {
  const { page, faults, context } = await visit(browser, { viewport: phone })
  await page.goto(base())
  await page.getByRole('link', { name: '直接捐赠' }).click()
  await page.locator('form.give').waitFor()
  await holds(page, 'the form')
  await page.getByLabel('金额（元）').fill('66.60')
  // Another visitor may have changed the end of its name meanwhile.
  const school = page.getByLabel('用途').locator('option').filter({ hasText: '博爱助学' })
  await page.getByLabel('用途').selectOption(await school.getAttribute('value'))
  await page.getByLabel('以什么名义捐赠').selectOption({ label: '化名' })
  await page.getByLabel('姓名、单位名称或化名').fill('小浪花')
  await page.getByLabel('微信支付').check()
  await page.getByRole('button', { name: '下一步' }).click()
  const code = page.getByRole('img', { name: '本会的收款码' })
  await code.waitFor()
  const box = await code.boundingBox()
  check(box.x >= 0 && box.x + box.width <= phone.width && box.width >= 200, 'the code is within the screen, large enough')
  check((await page.locator('main').textContent()).includes('66.60'), 'with the amount')
  check(!(await page.locator('main').textContent()).includes('小浪花'), 'and no name')
  await holds(page, 'the order')
  await page.getByRole('link', { name: '我已付款' }).click()
  await code.waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function what_is_missing_is_said_and_what_was_typed_stays(browser) {
  const { page, context } = await visit(browser, { viewport: phone })
  await page.goto(`${base()}/give`)
  await page.getByLabel('金额（元）').fill('一百')
  await page.getByLabel('支付宝').check()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('alert').waitFor()
  check((await page.getByLabel('金额（元）').inputValue()) === '一百', 'the amount stays')
  check(await page.getByLabel('支付宝').isChecked(), 'and so does the service')
  await holds(page, 'the form with a fault')
  await context.close()
}

async function public_campaigns_lead_to_their_platform(browser) {
  const { page, context } = await visit(browser, { viewport: phone })
  await page.goto(`${base()}/give`)
  const link = page.getByRole('link', { name: '到示例公益平台捐赠' }).first()
  check((await link.getAttribute('href')).startsWith('https://gongyi.example.org/'), 'to the platform')
  const uses = await page.getByLabel('用途').locator('option').allTextContents()
  check(!uses.some((use) => use.includes('专项募捐')), `no public campaign is paid for here: ${uses}`)
  check(uses.includes('博爱送万家'), 'an appeal to known donors is')
  await context.close()
}

async function an_officer_sees_why_a_notice_waits_and_decides(browser, book) {
  book.run('simulate', 'payments', '--to', book.url)
  const { page, faults, context } = await work(browser, people.finance, '/records/giving.payment_notice?outcome=waiting')
  await page.locator('table[aria-busy=false] tbody tr').nth(3).waitFor()
  const rows = (await page.locator('tbody tr').allTextContents()).join('\n')
  for (const reason of ['金额与订单不符', '没有这个订单']) check(rows.includes(reason), `${reason} in ${rows}`)
  await page.getByRole('row').filter({ hasText: '没有这个订单' }).first().getByRole('link').first().click()
  await page.locator('dl.details').waitFor()
  await page.getByRole('button', { name: '不予入账' }).click()
  const dialog = page.getByRole('dialog', { name: '不予入账' })
  await dialog.locator('#reason').fill('门店收款码的款项，另行入账')
  await dialog.getByRole('button', { name: '执行' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.locator('dl.details').getByText('不予入账').waitFor()
  check((await page.getByRole('button', { name: '人工入账' }).count()) === 0, 'decided once')
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

export const scenarios = {
  a_donor_orders_on_a_phone_and_sees_the_collection_code,
  what_is_missing_is_said_and_what_was_typed_stays,
  public_campaigns_lead_to_their_platform,
  an_officer_sees_why_a_notice_waits_and_decides,
}
