import { people } from './fixtures.mjs'
import { check, startAccount, work } from './support.mjs'

async function a_full_name_is_shown_only_with_a_reason_and_leaves_a_trace(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.gift?donor_kind=person')
  await page.locator('tbody tr a').first().click()
  await page.locator('dl.details').waitFor()
  const name = page.locator('dl.details > div').filter({ hasText: /^捐赠人[^类]/ }).first().locator('dd')
  check((await name.textContent()).includes('*'), 'masked at first')
  await page.getByRole('button', { name: '显示完整信息' }).click()
  const dialog = page.getByRole('dialog', { name: '显示完整信息' })
  await dialog.getByText('查看个人信息会留下记录').waitFor()
  await dialog.getByRole('button', { name: '显示完整信息' }).click()
  await dialog.getByText('请写明原因。').waitFor()
  await dialog.locator('#reason').fill('来电核对票据')
  await dialog.getByRole('button', { name: '显示完整信息' }).click()
  await dialog.waitFor({ state: 'detached' })
  check(!(await name.textContent()).includes('*'), 'the full name is shown')
  await page.reload()
  await page.locator('dl.details').waitFor()
  check((await name.textContent()).includes('*'), 'and masked again after a reload')
  await context.close()
}

async function a_new_users_link_is_shown_once_and_works(browser, book) {
  const { page, faults, context } = await work(browser, people.system, '/records/identity.user')
  await page.getByRole('button', { name: '新建用户' }).click()
  const dialog = page.getByRole('dialog', { name: '新建用户' })
  await dialog.locator('#login').fill('ruoshui')
  await dialog.locator('#name').fill('马若水')
  await dialog.getByRole('button', { name: '执行' }).click()
  await dialog.getByText('关闭后不再显示').waitFor()
  const link = await dialog.locator('code').textContent()
  check(link.startsWith(`${book.url}/console/welcome#`), `a whole address: ${link.split('#')[0]}`)
  await dialog.getByText(/只能用一次，有效至 \d{4}-\d{2}-\d{2} \d{2}:\d{2}/).waitFor()
  await dialog.getByRole('button', { name: '复制' }).waitFor()
  await page.keyboard.press('Escape')
  check(await dialog.isVisible(), 'Escape does not lose the link')
  await dialog.getByRole('button', { name: '关闭' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '马若水' }).waitFor()
  check(!(await page.content()).includes(link.split('#')[1]), 'the token is nowhere on the page any more')
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  const person = { login: 'ruoshui', name: '马若水', password: 'four lamps on the mast' }
  await startAccount(browser, book.url, new URL(link).pathname + new URL(link).hash, person)
  await page.getByRole('link', { name: '马若水' }).click()
  await page.getByRole('button', { name: '重设密码链接' }).waitFor()
  check((await page.getByRole('button', { name: '授予角色' }).count()) === 0, 'roles are granted by somebody else')
  await context.close()
}

async function a_token_is_shown_once_with_its_button_to_copy(browser) {
  const { page, context } = await work(browser, people.finance, '/records/identity.api_token')
  await page.getByRole('button', { name: '生成接口令牌' }).click()
  const dialog = page.getByRole('dialog', { name: '生成接口令牌' })
  await dialog.locator('#name').fill('官网同步')
  await dialog.locator('#scopes').fill('giving.gift.read')
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await dialog.locator('#valid_until').fill(soon)
  await dialog.getByRole('button', { name: '执行' }).click()
  await dialog.locator('code').waitFor()
  const token = await dialog.locator('code').textContent()
  const answer = await page.request.fetch(`${process.env.BASE_URL}/api/v1/records/giving.gift?limit=1`, {
    headers: { Authorization: `Bearer ${token}`, Cookie: '' },
  })
  check(answer.ok(), `the token opens what it is for: ${answer.status()}`)
  await dialog.getByRole('button', { name: '复制' }).waitFor()
  await dialog.getByRole('button', { name: '关闭' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '官网同步' }).waitFor()
  await context.close()
}

async function a_step_may_demand_a_reason(browser) {
  const { page, context } = await work(browser, people.system, '/records/identity.user')
  await page.getByRole('link', { name: people.guest.name }).click()
  await page.getByRole('button', { name: '停用' }).click()
  const dialog = page.getByRole('dialog', { name: '停用' })
  await dialog.getByRole('button', { name: '停用' }).click()
  await dialog.getByText('请写明原因。').waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
  await dialog.waitFor({ state: 'detached' })
  await context.close()
}

async function a_dialog_holds_the_focus_and_gives_it_back(browser) {
  const { page, context } = await work(browser, people.desk, '/records/giving.gift')
  const opener = page.getByRole('button', { name: '显示哪些列' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    // Between the last stop and the first the browser's own controls have their turn: the body, as the page sees it.
    const outside = await page.evaluate(() => {
      const { activeElement, body } = document
      const inside = activeElement === body || activeElement?.closest('[role=dialog], .ant-modal-root')
      return inside ? null : activeElement?.outerHTML.slice(0, 80)
    })
    check(outside === null, `the focus left the dialog at step ${step}: ${outside}`)
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-haspopup') === 'dialog')
  await context.close()
}

async function the_branch_is_chosen_from_the_tree(browser) {
  const { page, context } = await work(browser, people.desk)
  await page.getByTitle('选择机构').click()
  const dialog = page.getByRole('dialog', { name: '选择机构' })
  await dialog.getByRole('button', { name: /赣榆区/ }).click()
  await page.waitForURL('**branch=320707*')
  await page.getByTitle('选择机构').getByText(/赣榆区/).waitFor()
  await context.close()
}

async function language_and_colours_are_switched_and_remembered(browser) {
  const { page, context } = await work(browser, people.desk)
  await page.getByTitle('Switch to English').click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  check((await page.locator('html').getAttribute('lang')) === 'en', 'the page says its language')
  await page.locator('label[title="Dark"], .ant-segmented-item-label[title="Dark"]').first().click()
  await page.locator('html[data-theme=dark]').waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page.locator('html[data-theme=dark]').waitFor()
  await context.close()
}

async function the_skip_link_is_the_first_stop_and_leads_to_the_content(browser) {
  const { page, context } = await work(browser, people.desk)
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: '跳到正文' })
  check(await skip.evaluate((link) => link === document.activeElement), 'the first stop')
  const { y } = await skip.boundingBox()
  check(y >= 0, 'it can be seen while it has the focus')
  await page.keyboard.press('Enter')
  check(await page.evaluate(() => document.activeElement?.id === 'main'), 'the focus is in the content')
  await context.close()
}

export const scenarios = {
  a_full_name_is_shown_only_with_a_reason_and_leaves_a_trace,
  a_new_users_link_is_shown_once_and_works,
  a_token_is_shown_once_with_its_button_to_copy,
  a_step_may_demand_a_reason,
  a_dialog_holds_the_focus_and_gives_it_back,
  the_branch_is_chosen_from_the_tree,
  language_and_colours_are_switched_and_remembered,
  the_skip_link_is_the_first_stop_and_leads_to_the_content,
}
