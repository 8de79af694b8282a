import { createHmac } from 'node:crypto'
import { people } from './fixtures.mjs'
import { address, check, enter, visit, work } from './support.mjs'

const { login, password } = people.guest

/** The six digits an authenticator shows for a secret in base 32, `steps` half minutes from now (RFC 6238). */
function codeOf(secret, steps) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(secret, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', key).update(counter).digest()
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function refuses_a_wrong_password_and_says_so(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/'))
  await enter(page, login, 'not the password')
  await page.getByRole('alert').getByText('登录名或密码不正确').waitFor()
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
  await page.getByRole('heading', { level: 1, name: '募捐活动' }).waitFor()
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

/** One story, since all of it is about one account. */
async function the_second_factor_is_set_up_asked_after_the_password_and_removed(browser, book) {
  const person = { login: 'factor', name: '司徒静', password: 'three oars in the shed' }
  const { page, context } = await visit(browser)
  await page.goto(book.url + book.invite(person.login, person.name, 'viewer'))
  await page.locator('#name').fill(person.name)
  await page.locator('#login').fill(person.login)
  await page.locator('#password').fill(person.password)
  await page.locator('#again').fill(person.password)
  await page.keyboard.press('Enter')
  await page.locator('.shell h1').waitFor()
  await page.goto(address('/account'))
  await page.getByRole('button', { name: '设置两步验证' }).click()
  await page.getByRole('img', { name: '两步验证的二维码' }).waitFor()
  const secret = await page.locator('section[aria-labelledby=second-factor] code').textContent()
  await page.locator('#code').fill('12')
  await page.getByRole('button', { name: '确认并开启' }).click()
  await page.getByText('请输入六位数字。').waitFor()
  await page.locator('#code').fill(codeOf(secret, 0))
  await page.getByRole('button', { name: '确认并开启' }).click()
  await page.getByText('已开启').waitFor()
  await page.getByRole('button', { name: /的账号菜单$/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in')
  check((await page.locator('#code').count()) === 0, 'no code is asked at first')
  await enter(page, person.login, person.password)
  await page.locator('#code').waitFor()
  check(await page.locator('#code').evaluate((input) => input === document.activeElement), 'the code has the focus')
  // The code of before is used up: no code is taken twice.
  await page.keyboard.type(codeOf(secret, 1))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await page.goto(address('/account'))
  await page.locator('section[aria-labelledby=second-factor] #password').fill(person.password)
  await page.getByRole('button', { name: '关闭两步验证' }).click()
  await page.getByText('未开启').waitFor()
  await context.close()
}

async function the_first_link_sets_a_password_leaves_the_address_bar_and_works_once(browser, book) {
  const { page, context } = await visit(browser)
  const path = book.invite('linked', '周若水', 'viewer')
  await page.goto(book.url + path)
  await page.locator('#name').fill('周若水')
  check(!page.url().includes('#'), 'the token left the address')
  await page.locator('#login').fill('linked')
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
  await page.goto('about:blank')
  await page.goto(book.url + path)
  await page.locator('#name').fill('周若水')
  await page.locator('#login').fill('linked')
  await page.locator('#password').fill(password)
  await page.locator('#again').fill(password)
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('alert').waitFor()
  await page.goto(address('/welcome'))
  await page.getByText('链接不完整或已用过').waitFor()
  await context.close()
}

async function the_account_menu_leads_to_the_account_and_signs_out(browser) {
  const { page, context } = await visit(browser)
  await page.goto(address('/sign-in'))
  await enter(page, login, password)
  await page.locator('.shell h1').waitFor()
  await page.getByRole('button', { name: /的账号菜单$/ }).click()
  await page.getByRole('menuitem', { name: '我的账号' }).click()
  await page.getByRole('heading', { level: 1, name: '我的账号' }).waitFor()
  await page.locator('#old').fill('wrong')
  await page.locator('#password').fill('eight boats on the bay')
  await page.locator('#again').fill('eight boats on the bay')
  await page.getByRole('button', { name: '修改密码' }).click()
  await page.locator('.ant-form-item', { has: page.locator('#old') }).locator('.ant-form-item-explain-error').waitFor()
  await page.getByRole('button', { name: /的账号菜单$/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await page.waitForURL('**/sign-in?*')
  await context.close()
}

async function an_ended_session_leads_to_the_sign_in_and_back(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.gift?state=recorded')
  await context.clearCookies()
  await page.getByRole('button', { name: '下一页' }).click()
  await page.waitForURL('**/sign-in?next=*')
  check(decodeURIComponent(page.url()).includes('state=recorded'), 'the way back keeps the filters')
  await context.close()
}

export const scenarios = {
  refuses_a_wrong_password_and_says_so,
  leads_back_to_the_page_that_was_asked_for,
  never_follows_an_address_of_another_site,
  the_second_factor_is_set_up_asked_after_the_password_and_removed,
  the_first_link_sets_a_password_leaves_the_address_bar_and_works_once,
  the_account_menu_leads_to_the_account_and_signs_out,
  an_ended_session_leads_to_the_sign_in_and_back,
}
