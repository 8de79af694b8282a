import { check, phone, signIn, visit } from './support.mjs'

const heading = (page, name) => page.getByRole('heading', { level: 1, name })

async function filters_stand_in_the_address_and_survive_a_reload(browser) {
  const { page, faults, context } = await visit(browser)
  await signIn(page, '/records/giving.gift')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await page.getByRole('textbox', { name: '金额，从' }).fill('1000')
  await page.keyboard.press('Enter')
  await page.waitForURL('**amount.min=1000*')
  await page.getByRole('combobox', { name: '意向' }).press('ArrowDown')
  await page.locator('.ant-select-item-option').filter({ hasText: /^定向$/ }).click()
  await page.waitForURL('**purpose=restricted*')
  await page.reload()
  await heading(page, '现金捐赠').waitFor()
  await page.getByRole('button', { name: '筛选（2）' }).waitFor()
  await page.locator('tbody tr').first().waitFor()
  const amounts = await page.locator('tbody tr td.number').allTextContents()
  check(amounts.length > 0, 'rows match')
  check(amounts.every((text) => Number(text.replaceAll(',', '')) >= 1000), `all at least 1000: ${amounts}`)
  await page.getByRole('button', { name: '清除' }).click()
  await page.waitForURL((url) => !url.searchParams.has('amount.min'))
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function a_search_by_name_stays_out_of_the_address(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/people.person')
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.getByRole('searchbox', { name: '查找' }).fill('欧阳')
  await page.keyboard.press('Enter')
  await page.getByText('按姓名等个人信息查找时不能导出').waitFor()
  check(!page.url().includes(encodeURIComponent('欧阳')), 'not in the address')
  check(asked.every((url) => !decodeURIComponent(url).includes('欧阳')), 'in no request line')
  await context.close()
}

async function sorts_and_turns_pages(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.gift')
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
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.gift')
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
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.gift?amount.min=99999999')
  await page.getByText('没有符合条件的记录。').waitFor()
  await context.close()
}

async function a_form_from_the_metadata_saves_and_shows_the_servers_errors(browser) {
  const { page, faults, context } = await visit(browser)
  await signIn(page, '/records/giving.campaign')
  await page.getByRole('link', { name: '新建' }).click()
  await heading(page, '新建：募捐项目').waitFor()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('请填写。').first().waitFor()
  await page.locator('#name').fill('海上救护')
  await page.locator('#starts_on').fill('2026-05-01')
  await page.locator('#ends_on').fill('2026-04-01')
  await page.getByRole('button', { name: '保存' }).click()
  const end = page.locator('.ant-form-item', { has: page.locator('#ends_on') })
  await end.getByText('结束不能早于开始。').waitFor()
  check(await page.locator('#ends_on').evaluate((input) => input === document.activeElement), 'the field has the focus')
  await page.locator('#ends_on').fill('2026-06-01')
  await page.getByRole('button', { name: '保存' }).click()
  await heading(page, '海上救护').waitFor()
  await page.getByText('2026-06-01').first().waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function a_change_is_saved_and_stands_in_the_history(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.campaign')
  await page.getByRole('link', { name: '博爱助学' }).click()
  await heading(page, '博爱助学').waitFor()
  await page.getByRole('link', { name: '修改' }).click()
  await page.locator('#goal').fill('320000')
  await page.getByRole('button', { name: '保存' }).click()
  await heading(page, '博爱助学').waitFor()
  const history = page.getByRole('region', { name: '历史' })
  await history.getByText('林岚').waitFor()
  check((await history.locator('del').first().textContent()) === '300,000.00', 'the old value')
  check((await history.locator('ins').first().textContent()) === '320,000.00', 'the new value')
  await context.close()
}

async function somebody_elses_change_is_not_overwritten(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.channel')
  await page.getByRole('link', { name: '支付宝' }).click()
  await page.getByRole('link', { name: '修改' }).click()
  await page.locator('#name').waitFor()
  const id = page.url().split('/records/giving.channel/')[1].split('/')[0]
  const headers = { 'If-Match': '"1"', 'X-Boai-Request': '1' }
  const answer = await page.request.patch(`${process.env.BASE_URL}/api/v1/records/giving.channel/${id}`, {
    data: { name: '支付宝（公益）' },
    headers,
  })
  check(answer.ok(), 'somebody else saves first')
  await page.locator('#name').fill('支付宝二')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('alert').getByText('别人刚刚改过').waitFor()
  check((await page.locator('#name').inputValue()) === '支付宝二', 'what was typed is kept')
  await context.close()
}

async function the_dashboard_leads_to_the_records_behind_a_number(browser) {
  const { page, faults, context } = await visit(browser)
  await signIn(page)
  const live = page.getByRole('region', { name: '实时合计' })
  await live.getByText('实时更新').waitFor()
  const card = page.getByRole('region', { name: '按渠道' }).first()
  await card.getByRole('img', { name: /柱形图/ }).waitFor()
  await card.getByText('表', { exact: true }).click()
  await card.getByRole('link', { name: '微信支付' }).click()
  await heading(page, '现金捐赠').waitFor()
  const url = new URL(page.url())
  check(url.searchParams.has('channel') && url.searchParams.has('day.min'), `filters: ${url.search}`)
  await page.locator('tbody tr').first().waitFor()
  const channels = await page.locator('tbody tr').getByText('微信支付').count()
  check(channels === (await page.locator('tbody tr').count()), 'every row is of that channel')
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function the_dashboards_period_stands_in_the_address(browser) {
  const { page, context } = await visit(browser)
  await signIn(page)
  await page.getByRole('button', { name: '今年' }).click()
  await page.waitForURL('**from=*')
  await page.reload()
  await page.getByRole('button', { name: '今年', pressed: true }).waitFor()
  await context.close()
}

async function a_phone_shows_cards_and_a_drawer(browser) {
  const { page, faults, context } = await visit(browser, { viewport: phone })
  await signIn(page, '/records/giving.gift')
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

async function an_unknown_address_is_explained(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/no/such/page')
  await heading(page, '没有这个页面').waitFor()
  await page.getByRole('link', { name: '回到总览' }).click()
  await heading(page, '总览').waitFor()
  await context.close()
}

async function a_server_that_is_down_is_named_and_tried_again(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.campaign')
  await page.locator('tbody tr').first().waitFor()
  await page.route('**/api/v1/records/giving.channel?*', (route) => route.abort('connectionrefused'))
  await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '收款渠道' }).click()
  await page.getByText('服务器没有回应').waitFor({ timeout: 15_000 })
  await page.unroute('**/api/v1/records/giving.channel?*')
  await page.getByRole('button', { name: '重试' }).click()
  await page.locator('tbody tr').first().waitFor()
  await context.close()
}

export const scenarios = {
  filters_stand_in_the_address_and_survive_a_reload,
  a_search_by_name_stays_out_of_the_address,
  sorts_and_turns_pages,
  columns_are_chosen_and_remembered,
  an_empty_list_says_so,
  a_form_from_the_metadata_saves_and_shows_the_servers_errors,
  a_change_is_saved_and_stands_in_the_history,
  somebody_elses_change_is_not_overwritten,
  the_dashboard_leads_to_the_records_behind_a_number,
  the_dashboards_period_stands_in_the_address,
  a_phone_shows_cards_and_a_drawer,
  an_unknown_address_is_explained,
  a_server_that_is_down_is_named_and_tried_again,
}
