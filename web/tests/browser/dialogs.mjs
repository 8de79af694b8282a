import { check, signIn, visit } from './support.mjs'

async function a_full_name_is_shown_only_with_a_reason_and_leaves_a_trace(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/people.person')
  await page.locator('tbody tr a').first().click()
  await page.locator('dl.details').waitFor()
  const masked = await page.getByRole('heading', { level: 1 }).textContent()
  check(masked.includes('*'), `masked: ${masked}`)
  await page.getByRole('button', { name: '显示完整信息' }).click()
  const dialog = page.getByRole('dialog', { name: '显示完整信息' })
  await dialog.getByText('查看个人信息会留下记录').waitFor()
  await dialog.getByRole('button', { name: '显示完整信息' }).click()
  await dialog.getByText('请写明原因。').waitFor()
  await dialog.locator('#reason').fill('来电核对票据')
  await dialog.getByRole('button', { name: '显示完整信息' }).click()
  await dialog.waitFor({ state: 'detached' })
  const name = page.locator('dl.details > div').filter({ hasText: '姓名' }).first().locator('dd')
  check(!(await name.textContent()).includes('*'), 'the full name is shown')
  await page.reload()
  await page.getByRole('region', { name: '历史' }).getByText('来电核对票据').waitFor()
  check((await name.textContent()).includes('*'), 'and masked again after a reload')
  await context.close()
}

async function a_step_may_demand_a_reason(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/identity.user')
  await page.getByRole('link', { name: 'lan' }).click()
  await page.getByRole('button', { name: '锁定' }).click()
  const dialog = page.getByRole('dialog', { name: '锁定' })
  await dialog.locator('#reason').fill('离职')
  await dialog.getByRole('button', { name: '锁定' }).click()
  await page.locator('dl.details .pill').getByText('锁定').waitFor()
  await page.getByRole('button', { name: '解锁' }).click()
  await page.getByRole('dialog').getByText('这一步须由经办人以外的人来做。').waitFor()
  await page.getByRole('dialog').locator('#reason').fill('误操作')
  await page.getByRole('dialog').getByRole('button', { name: '解锁' }).click()
  await page.locator('dl.details .pill').getByText('有效').waitFor()
  await context.close()
}

async function a_result_shown_once_stays_until_it_is_closed(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/identity.user')
  await page.getByRole('button', { name: '邀请用户' }).click()
  const dialog = page.getByRole('dialog', { name: '邀请用户' })
  await dialog.locator('#name').fill('周若水')
  await dialog.getByRole('combobox', { name: '角色' }).press('ArrowDown')
  await page.locator('.ant-select-item-option').filter({ hasText: '经办人' }).click()
  await dialog.getByRole('button', { name: '执行' }).click()
  await dialog.getByText('请现在抄下，关闭后不再显示。').waitFor()
  await dialog.getByText('/console/welcome#made-up-token').waitFor()
  await dialog.getByRole('button', { name: '关闭' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  await context.close()
}

async function a_dialog_holds_the_focus_and_gives_it_back(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/records/giving.gift')
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

async function the_branch_is_found_by_typing(browser) {
  const { page, context } = await visit(browser)
  await signIn(page)
  await page.getByTitle('选择机构').click()
  const dialog = page.getByRole('dialog', { name: '选择机构' })
  await dialog.getByRole('searchbox', { name: '按名称或代码查找' }).fill('青口')
  await dialog.getByRole('button', { name: /青口小学/ }).click()
  await page.waitForURL('**branch=GY-S1*')
  await page.getByTitle('选择机构').getByText('青口小学').waitFor()
  await context.close()
}

async function language_and_colours_are_switched_and_remembered(browser) {
  const { page, context } = await visit(browser)
  await signIn(page)
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
  const { page, context } = await visit(browser)
  await signIn(page)
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
  a_step_may_demand_a_reason,
  a_result_shown_once_stays_until_it_is_closed,
  a_dialog_holds_the_focus_and_gives_it_back,
  the_branch_is_found_by_typing,
  language_and_colours_are_switched_and_remembered,
  the_skip_link_is_the_first_stop_and_leads_to_the_content,
}
