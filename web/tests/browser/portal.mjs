import { people } from './fixtures.mjs'
import { check, phone, visit, work } from './support.mjs'

const base = () => process.env.BASE_URL

/** Books a gift by the API, as the desk does. */
async function record(page, gift) {
  const channels = await (await page.request.get(`${base()}/api/v1/records/giving.channel?limit=1`)).json()
  const answer = await page.request.post(`${base()}/api/v1/commands/giving.record_gift`, {
    headers: { 'X-Boai-Request': '1' },
    data: { branch: '320700', day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), channel: channels.rows[0].id, ...gift },
  })
  check(answer.ok(), `booked: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

const number = (text) => Number(text.replaceAll(',', ''))

/** The live figures of a page rise by themselves when a gift comes in. */
async function rises(browser, path, gift) {
  const { page, faults, context } = await visit(browser)
  await page.goto(base() + path)
  const amount = page.locator('[data-live=amount]')
  const before = number(await amount.textContent())
  const desk = await work(browser, people.desk)
  await record(desk.page, gift)
  await page.waitForFunction(
    (least) => Number(document.querySelector('[data-live=amount]').textContent.replaceAll(',', '')) >= least,
    before + 9_000_000,
  )
  check(/^[\d,]+\.\d{2}$/.test(await amount.textContent()), 'and is written as before')
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await desk.context.close()
  await context.close()
}

async function the_live_total_of_the_home_page_rises_after_a_gift(browser) {
  await rises(browser, '/', { donor_kind: 'anonymous', amount: '9000000.00' })
}

async function the_live_total_of_a_campaign_rises_after_a_gift(browser) {
  const { page, context } = await visit(browser)
  await page.goto(base())
  const path = await page.locator('.cards a').first().getAttribute('href')
  await context.close()
  await rises(browser, path, { donor_kind: 'anonymous', amount: '9000000.00', campaign: path.split('/').pop() })
}

async function each_page_prints_and_gives_its_numbers_as_csv(browser) {
  const { page, faults, context } = await visit(browser)
  await page.goto(base())
  const campaign = await page.locator('.cards a').first().getAttribute('href')
  for (const path of ['/', '/disclosure', campaign]) {
    await page.goto(base() + path)
    const csv = await page.getByRole('link', { name: '下载 CSV' }).getAttribute('href')
    const answer = await page.request.get(new URL(csv, base()).href)
    check(answer.ok() && answer.headers()['content-type'].startsWith('text/csv'), `${csv}: ${answer.status()}`)
    const lines = (await answer.text()).trim().split('\r\n')
    check((await answer.body()).subarray(0, 3).equals(Buffer.from('\uFEFF')), 'marked as UTF-8, for sheet programs')
    const columns = lines[0].replace('\uFEFF', '').replaceAll('"', '')
    check(columns === '票据号,日期,捐赠人,金额（元）,用途,渠道,接收单位,状态', `columns: ${lines[0]}`)
    check(lines.length > 10 && /^"?(3207\d{2}-\d{4}-\d{6})?"?,/.test(lines[1]), `${csv}: gifts, a line each`)
    await page.getByRole('link', { name: '打印版' }).click()
    await page.waitForURL('**print=1*')
    await page.locator('body.print .letterhead').getByText('连云港市红十字会（演示）').waitFor()
    check((await page.getByRole('navigation').count()) === 0, 'a printed page has no navigation')
    await page.locator('.gifts tbody tr').first().waitFor()
  }
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function both_languages_are_spoken_and_remembered(browser) {
  const { page, context } = await visit(browser)
  await page.goto(base())
  await page.getByRole('heading', { level: 1 }).waitFor()
  check((await page.locator('html').getAttribute('lang')) === 'zh-CN', 'Chinese for who reads Chinese')
  await page.getByRole('link', { name: 'English' }).click()
  await page.locator('html[lang=en]').waitFor()
  await page.getByRole('link', { name: 'Gifts received' }).click()
  await page.getByRole('heading', { level: 1, name: 'Gifts received' }).waitFor()
  await page.getByRole('columnheader', { name: 'Amount (yuan)' }).waitFor()
  await context.close()
}

async function a_phone_shows_a_gift_in_four_lines(browser) {
  const { page, context } = await visit(browser, { viewport: phone })
  await page.goto(`${base()}/disclosure`)
  const gift = page.locator('.gifts tbody tr').first()
  const { height } = await gift.boundingBox()
  check(height < 190, `${height}px of a gift`)
  const caption = await page.locator('.gifts caption').boundingBox()
  check(caption.height < 60, 'a caption is one line')
  await page.goto(base())
  check((await page.getByText('最新捐款', { exact: true }).locator('visible=true').count()) <= 2, 'said once')
  await context.close()
}

async function a_name_is_answered_page_by_page(browser) {
  const { page, context } = await visit(browser)
  await page.goto(`${base()}/disclosure`)
  await page.locator('#q').fill('爱心市民')
  await page.keyboard.press('Enter')
  await page.locator('caption').getByText('按全名查询的结果').waitFor()
  const first = await page.locator('.gifts tbody tr').first().textContent()
  await page.getByRole('button', { name: '更早的捐款' }).click()
  await page.waitForFunction((before) => document.querySelector('.gifts tbody tr')?.textContent !== before, first)
  check(!page.url().includes('?'), 'nothing stands in the address')
  await context.close()
}

export const scenarios = {
  the_live_total_of_the_home_page_rises_after_a_gift,
  the_live_total_of_a_campaign_rises_after_a_gift,
  each_page_prints_and_gives_its_numbers_as_csv,
  both_languages_are_spoken_and_remembered,
  a_phone_shows_a_gift_in_four_lines,
  a_name_is_answered_page_by_page,
}
