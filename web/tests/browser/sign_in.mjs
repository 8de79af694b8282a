import { login, password } from './fixtures.mjs'
import { address, check, enter, signIn, visit } from './support.mjs'

async function refuses_a_wrong_password_and_says_so(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/'))
  await enter(page, login, 'not the password')
  await page.getByRole('alert').getByText('登录名或密码不对。').waitFor()
  check(page.url().includes('/sign-in'), 'still on the sign-in page')
  check((await page.locator('#login').inputValue()) === login, 'the login typed is kept')
  check(!page.url().includes(login), 'the login is in no address')
  await context.close()
}

async function leads_back_to_the_page_that_was_asked_for(browser) {
  const { page, faults, context } = await visit(browser)
  await page.goto(address('/records/giving.campaign'))
  await page.waitForURL('**/sign-in?next=*')
  await enter(page, login, password)
  await page.getByRole('heading', { level: 1, name: '募捐项目' }).waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function never_follows_an_address_of_another_site(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/sign-in?next=%2F%2Fevil.example%2F'))
  await enter(page, login, password)
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await context.close()
}

async function asks_for_the_second_factor_only_after_the_password(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/sign-in'))
  check((await page.locator('#code').count()) === 0, 'no code is asked at first')
  await enter(page, 'chao', password)
  await page.locator('#code').waitFor()
  check(await page.locator('#code').evaluate((input) => input === document.activeElement), 'the code has the focus')
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.locator('#code').fill('123456')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await context.close()
}

async function the_first_link_sets_a_password_and_leaves_the_address_bar(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/welcome#made-up-token'))
  await page.locator('#name').fill('林岚')
  check(!page.url().includes('made-up-token'), 'the token left the address')
  await page.locator('#login').fill('lan')
  await page.locator('#password').fill('short')
  await page.locator('#again').fill('short')
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByText('太短了').waitFor()
  await page.locator('#password').fill(password)
  await page.locator('#again').fill('another password')
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByText('两次输入的密码不一样。').waitFor()
  await page.locator('#again').fill(password)
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await context.close()
}

async function a_used_link_is_explained(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/welcome#used'))
  await page.locator('#name').fill('林岚')
  await page.locator('#login').fill('lan')
  await page.locator('#password').fill(password)
  await page.locator('#again').fill(password)
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('alert').getByText('链接已用过。').waitFor()
  await page.goto(address('/welcome'))
  await page.getByText('链接不完整或已用过').waitFor()
  await context.close()
}

async function the_account_menu_leads_to_the_account_and_signs_out(browser) {
  const { page, context } = await visit(browser)
  await signIn(page)
  await page.getByRole('button', { name: /的账号菜单$/ }).click()
  await page.getByRole('menuitem', { name: '我的账号' }).click()
  await page.getByRole('heading', { level: 1, name: '我的账号' }).waitFor()
  await page.locator('#old').fill('wrong')
  await page.locator('#password').fill('eight boats on the bay')
  await page.locator('#again').fill('eight boats on the bay')
  await page.getByRole('button', { name: '修改密码' }).click()
  await page.getByText('现在的密码不对。').waitFor()
  await page.locator('#old').fill(password)
  await page.getByRole('button', { name: '修改密码' }).click()
  await page.getByText('密码已修改。').waitFor()
  await page.getByRole('button', { name: /的账号菜单$/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await page.waitForURL('**/sign-in?*')
  await context.close()
}

async function the_second_factor_is_set_up_and_removed(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/account', 'yun')
  await page.getByRole('button', { name: '设置两步验证' }).click()
  await page.getByRole('img', { name: '两步验证的二维码' }).waitFor()
  await page.locator('#code').fill('12')
  await page.getByRole('button', { name: '确认并开启' }).click()
  await page.getByText('请输入六位数字。').waitFor()
  await page.locator('#code').fill('123456')
  await page.getByRole('button', { name: '确认并开启' }).click()
  await page.getByText('已开启').waitFor()
  await page.locator('section[aria-labelledby=second-factor] #password').fill(password)
  await page.getByRole('button', { name: '关闭两步验证' }).click()
  await page.getByText('未开启').waitFor()
  await context.close()
}

async function an_ended_session_leads_to_the_sign_in_and_back(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.gift?state=booked')
  await context.clearCookies()
  await page.getByRole('button', { name: '下一页' }).click()
  await page.waitForURL('**/sign-in?next=*')
  check(decodeURIComponent(page.url()).includes('state=booked'), 'the way back keeps the filters')
  await context.close()
}

export const scenarios = {
  refuses_a_wrong_password_and_says_so,
  leads_back_to_the_page_that_was_asked_for,
  never_follows_an_address_of_another_site,
  asks_for_the_second_factor_only_after_the_password,
  the_first_link_sets_a_password_and_leaves_the_address_bar,
  a_used_link_is_explained,
  the_account_menu_leads_to_the_account_and_signs_out,
  the_second_factor_is_set_up_and_removed,
  an_ended_session_leads_to_the_sign_in_and_back,
}
