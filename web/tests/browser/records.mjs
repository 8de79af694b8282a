import { people } from './fixtures.mjs'
import { address, check, phone, work } from './support.mjs'

const heading = (page, name) => page.getByRole('heading', { level: 1, name })

async function filters_stand_in_the_address_and_survive_a_reload(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/records/giving.gift')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await page.getByRole('textbox', { name: '金额（元），从', exact: true }).fill('1000')
  await page.keyboard.press('Enter')
  await page.waitForURL('**amount.min=1000*')
  await page.getByRole('textbox', { name: '捐赠日期，从' }).fill('2020/1/5')
  await page.keyboard.press('Enter')
  await page.waitForURL('**day.min=2020-01-05*')
  await page.getByRole('combobox', { name: '定向用途' }).press('ArrowDown')
  await page.locator('.ant-select-item-option').filter({ hasText: /^（无）$/ }).click()
  await page.waitForURL('**purpose=none*')
  await page.reload()
  await heading(page, '捐款').waitFor()
  await page.getByRole('button', { name: '筛选（3）' }).waitFor()
  await page.locator('table[aria-busy=false] tbody tr').first().waitFor()
  const amounts = await page.locator('tbody tr td.number').allTextContents()
  check(amounts.length > 0, 'rows match')
  check(amounts.every((text) => Number(text.replaceAll(',', '')) >= 1000), `all at least 1000: ${amounts}`)
  await page.getByRole('button', { name: '清除' }).click()
  await page.waitForURL((url) => !url.searchParams.has('amount.min') && !url.searchParams.has('purpose'))
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function a_search_by_name_stays_out_of_the_address(browser) {
  const { page, context } = await work(browser, people.desk, '/records/people.person')
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.getByRole('searchbox', { name: '查找' }).fill('欧阳')
  await page.keyboard.press('Enter')
  await page.getByText('按姓名等个人信息查找时不能导出').waitFor()
  check(!page.url().includes(encodeURIComponent('欧阳')), 'not in the address')
  check(asked.every((url) => !decodeURIComponent(url).includes('欧阳')), 'in no request line')
  await context.close()
}

async function a_gift_is_listed_and_found_by_its_printed_receipt_number(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/records/giving.gift')
  await page.getByRole('link', { name: /^3207\d{2}-\d{4}-\d{6}$/ }).first().waitFor()
  await page.getByRole('searchbox', { name: '查找' }).fill('320703-2026-000007'.replace('2026', String(new Date().getFullYear())))
  await page.keyboard.press('Enter')
  await page.locator('table[aria-busy=false] tbody tr:only-child').waitFor()
  await page.getByRole('link', { name: /^320703-\d{4}-000007$/ }).click()
  await heading(page, /^320703-\d{4}-000007$/).waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function sorts_and_turns_pages(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.gift')
  await page.getByRole('columnheader', { name: /金额/ }).getByRole('button').click()
  await page.waitForURL('**sort=amount*')
  await page.getByRole('columnheader', { name: /金额/ }).and(page.locator('[aria-sort=ascending]')).waitFor()
  const first = async () => {
    await page.locator('table[aria-busy=false]').waitFor()
    return page.locator('tbody tr th').first().textContent()
  }
  const before = await first()
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 51–100 条').waitFor()
  check((await first()) !== before, 'another page is shown')
  await page.getByRole('button', { name: '上一页' }).click()
  await page.getByText('第 1–50 条').waitFor()
  check((await first()) === before, 'the first page again')
  await page.goBack()
  await page.getByText('第 51–100 条').waitFor()
  await context.close()
}

async function columns_are_chosen_and_remembered(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.gift')
  await page.getByRole('columnheader', { name: '渠道' }).waitFor()
  await page.getByRole('button', { name: '显示哪些列' }).click()
  await page.getByRole('dialog').getByRole('checkbox', { name: '渠道' }).uncheck()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: '渠道' }).waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('columnheader', { name: /金额/ }).waitFor()
  check((await page.getByRole('columnheader', { name: '渠道' }).count()) === 0, 'remembered')
  await context.close()
}

async function an_empty_list_says_so(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.gift?amount.min=99999999')
  await page.getByText('没有符合条件的记录。').waitFor()
  await context.close()
}

async function a_form_saves_shows_the_servers_errors_and_leaves_a_history(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/records/giving.campaign')
  await page.getByRole('link', { name: '新建' }).click()
  await heading(page, '新建：募捐活动').waitFor()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('请填写。').first().waitFor()
  await page.locator('#name').fill('海上救护')
  await page.locator('#target').fill('300000')
  await page.locator('#begins').fill('2026-05-01')
  await page.locator('#ends').fill('2026-04-01')
  await page.getByRole('button', { name: '保存' }).click()
  const end = page.locator('.ant-form-item', { has: page.locator('#ends') })
  await end.locator('.ant-form-item-explain-error').waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'ends')
  await page.locator('#ends').fill('2026-06-01')
  await page.getByRole('button', { name: '保存' }).click()
  await heading(page, '海上救护').waitFor()
  await page.getByText('2026-06-01').first().waitFor()
  await page.getByRole('link', { name: '修改' }).click()
  await page.locator('#target').fill('320000')
  await page.getByRole('button', { name: '保存' }).click()
  await heading(page, '海上救护').waitFor()
  const history = page.getByRole('region', { name: '历史' })
  await history.getByText(people.desk.name).first().waitFor()
  await history.locator('del').getByText('300,000.00').waitFor()
  await history.locator('ins').getByText('320,000.00').waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function somebody_elses_change_is_not_overwritten(browser) {
  const { page, context } = await work(browser, people.finance, '/records/giving.purpose')
  await page.locator('tbody tr a').first().click()
  await page.getByRole('link', { name: '修改' }).click()
  await page.locator('#name').waitFor()
  const path = /\/records\/([^/]+\/[^/?]+)\//.exec(page.url())[1]
  const row = await (await page.request.get(`${process.env.BASE_URL}/api/v1/records/${path}`)).json()
  const answer = await page.request.patch(`${process.env.BASE_URL}/api/v1/records/${path}`, {
    data: { name: `${row.name}一` },
    headers: { 'If-Match': `"${row.version}"`, 'X-Boai-Request': '1' },
  })
  check(answer.ok(), 'somebody else saves first')
  await page.locator('#name').fill('另一个名称')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('alert').first().waitFor()
  check((await page.locator('#name').inputValue()) === '另一个名称', 'what was typed is kept')
  await context.close()
}

async function the_dashboard_leads_to_the_records_behind_a_number(browser) {
  const { page, faults, context } = await work(browser, people.desk)
  await page.getByRole('region', { name: '实时合计' }).getByText('实时更新').waitFor()
  const card = page.getByRole('region', { name: '按渠道' }).first()
  await card.getByRole('img', { name: /柱形图/ }).waitFor()
  await card.getByText('表', { exact: true }).click()
  await card.getByRole('link', { name: '微信支付' }).click()
  await heading(page, '捐款').waitFor()
  const url = new URL(page.url())
  check(url.searchParams.has('channel') && url.searchParams.has('day.min'), `filters: ${url.search}`)
  await page.locator('table[aria-busy=false] tbody tr').first().waitFor()
  const channels = await page.locator('tbody tr').getByText('微信支付').count()
  check(channels === (await page.locator('tbody tr').count()), 'every row is of that channel')
  await page.goBack()
  const purposes = page.getByRole('region', { name: '按用途' }).first()
  await purposes.getByText('表', { exact: true }).click()
  await purposes.getByRole('link', { name: '非定向' }).click()
  await page.waitForURL('**purpose=none*')
  await page.locator('table[aria-busy=false] tbody tr').first().waitFor()
  await page.goBack()
  await page.locator('.total').getByRole('link', { name: '捐款笔数' }).click()
  await page.waitForURL('**/records/giving.gift?*day.min=*')
  await page.goBack()
  const days = page.getByRole('region', { name: '按日' }).first().getByRole('img', { name: /柱形图/ })
  await days.locator('svg path').nth(20).waitFor({ state: 'attached' })
  const box = await days.boundingBox()
  await page.mouse.click(box.x + box.width * 0.97, box.y + box.height * 0.7)
  await page.waitForURL((at) => at.searchParams.get('day.min') === at.searchParams.get('day.max') && at.searchParams.has('day.min'))
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function the_dashboards_period_stands_in_the_address(browser) {
  const { page, context } = await work(browser, people.desk)
  await page.getByRole('button', { name: '今年' }).click()
  await page.waitForURL('**from=*')
  await page.reload()
  await page.getByRole('button', { name: '今年', pressed: true }).waitFor()
  await context.close()
}

async function a_phone_shows_cards_and_a_drawer(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/records/giving.gift', { viewport: phone })
  await page.locator('ul.cards > li').first().waitFor()
  check((await page.locator('table').count()) === 0, 'no table')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  check(wide <= 0, `nothing sticks out: ${wide}px`)
  await page.getByRole('button', { name: '打开菜单' }).click()
  await page.getByRole('dialog').getByRole('link', { name: '收款台' }).click()
  await heading(page, '收款台').waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function only_what_one_may_do_is_offered(browser) {
  const viewer = await work(browser, people.guest, '/records/giving.campaign')
  await viewer.page.locator('tbody tr a').first().waitFor()
  check((await viewer.page.getByRole('link', { name: '新建' }).count()) === 0, 'a viewer makes nothing')
  await viewer.page.goto(address('/gift-desk'))
  await viewer.page.getByText('没有这类记录').waitFor()
  await viewer.context.close()
  const { page, context } = await work(browser, people.finance, '/records/giving.gift?state=recorded')
  await page.locator('tbody tr a').first().click()
  await page.getByRole('button', { name: /^更多操作/ }).click()
  await page.getByRole('menuitem', { name: '冲销误录' }).waitFor()
  check((await page.getByRole('menuitem', { name: '补开票据' }).count()) === 0, 'a receipt that stands is not issued again')
  await context.close()
}

async function an_unknown_address_is_explained(browser) {
  const { page, context } = await work(browser, people.desk, '/no/such/page')
  await heading(page, '没有这个页面').waitFor()
  await page.getByRole('link', { name: '回到总览' }).click()
  await heading(page, '总览').waitFor()
  await context.close()
}

async function a_server_that_is_down_is_named_and_tried_again(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.campaign')
  await page.locator('tbody tr').first().waitFor()
  await page.route('**/api/v1/records/giving.channel?*', (route) => route.abort('connectionrefused'))
  await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '捐赠渠道' }).click()
  await page.getByText('服务器没有回应').waitFor()
  await page.unroute('**/api/v1/records/giving.channel?*')
  await page.getByRole('button', { name: '重试' }).click()
  await page.locator('tbody tr').first().waitFor()
  await context.close()
}

export const scenarios = {
  filters_stand_in_the_address_and_survive_a_reload,
  a_search_by_name_stays_out_of_the_address,
  a_gift_is_listed_and_found_by_its_printed_receipt_number,
  sorts_and_turns_pages,
  columns_are_chosen_and_remembered,
  an_empty_list_says_so,
  a_form_saves_shows_the_servers_errors_and_leaves_a_history,
  somebody_elses_change_is_not_overwritten,
  the_dashboard_leads_to_the_records_behind_a_number,
  the_dashboards_period_stands_in_the_address,
  a_phone_shows_cards_and_a_drawer,
  only_what_one_may_do_is_offered,
  an_unknown_address_is_explained,
  a_server_that_is_down_is_named_and_tried_again,
}
