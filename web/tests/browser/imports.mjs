import { importFile } from './fixtures.mjs'
import { check, signIn, visit } from './support.mjs'

const fact = (page, name) =>
  page.locator('dl.facts.panel > div').filter({ hasText: name }).locator('dd').textContent()

async function upload(page, file = importFile) {
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor()
}

/** A file of its own for each scenario: the same bytes are recognised as imported before. */
function fileOf(mark) {
  const buffer = Buffer.from(importFile.buffer.toString().replaceAll('B2026', `${mark}2026`))
  return { ...importFile, name: `bank-${mark}.csv`, buffer }
}

async function shows_what_was_read_before_anything_is_booked(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/import')
  await upload(page, fileOf('A'))
  check((await fact(page, '行数')) === '4', 'four rows, the footer is none of them')
  check((await fact(page, '可入账')) === '2', 'two are good')
  check((await fact(page, '存疑')) === '1', 'one is doubtful')
  check((await fact(page, '有错')) === '1', 'one is refused')
  check((await fact(page, '文件自称合计')) === '2,667.16', "the file's own total is shown")
  await page.getByText('与文件自己的合计不一致').or(page.getByText('与文件自己的合计一致')).first().waitFor()
  await page.getByText('6: 合计 2667.16').waitFor()
  const errors = page.getByRole('table', { name: /^前 1 行$/ }).first()
  await errors.getByRole('row', { name: /Sheet1 4 金额 金额不是数字。/ }).waitFor()
  await page.getByRole('link', { name: '下载全部有错的行' }).waitFor()
  await context.close()
}

async function commits_the_good_rows_and_undoes_the_batch(browser) {
  const { page, faults, context } = await visit(browser)
  await signIn(page, '/import')
  await upload(page, fileOf('B'))
  await page.getByRole('radio', { name: /只入账没有错的行/ }).check()
  await page.getByRole('button', { name: /^入账 2 行/ }).and(page.locator(':disabled')).waitFor()
  await page.getByRole('radiogroup', { name: '第 3 行怎么办' }).getByRole('radio', { name: '入账' }).check()
  await page.getByRole('button', { name: /^入账 3 行，共 2,667.16 元$/ }).click()
  await page.getByRole('progressbar').waitFor()
  await page.locator('.pill').getByText('已入账').waitFor()
  await page.getByRole('button', { name: '撤销整批' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 笔捐赠将以相反的分录冲回').waitFor()
  await dialog.getByRole('button', { name: '撤销整批' }).click()
  await dialog.getByText('请写明原因。').waitFor()
  await dialog.locator('#reason').fill('选错了文件')
  await dialog.getByRole('button', { name: '撤销整批' }).click()
  await page.locator('.pill').getByText('已撤销').waitFor()
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function a_column_can_be_given_to_another_field(browser) {
  const { page, context } = await visit(browser)
  await signIn(page, '/import')
  await upload(page, fileOf('C'))
  const amount = page.getByRole('combobox', { name: '“金额”列记入' })
  await amount.press('ArrowDown')
  await page.locator('.ant-select-item-option').filter({ hasText: '付款附言' }).click()
  await page.getByText('还没有指定这些列：金额').waitFor()
  await amount.press('ArrowDown')
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: '金额' }).click()
  await page.locator('#save_profile').fill('工行明细')
  await page.getByRole('button', { name: '按此重新读取' }).click()
  await page.getByText('已采用记住的对应：工行明细').waitFor()
  await context.close()
}

async function the_same_file_is_recognised(browser) {
  const { page, context } = await visit(browser)
  const file = fileOf('D')
  await signIn(page, '/import')
  await upload(page, file)
  await page.getByRole('radio', { name: /只入账没有错的行/ }).check()
  await page.getByRole('radio', { name: /^都入账/ }).check()
  await page.getByRole('button', { name: /^入账 3 行/ }).click()
  await page.locator('.pill').getByText('已入账').waitFor()
  await page.getByRole('link', { name: '导入另一个文件' }).click()
  await page.getByRole('heading', { level: 1, name: '导入文件' }).waitFor()
  await page.getByRole('table', { name: '最近的导入' }).getByRole('link', { name: file.name }).waitFor()
  await upload(page, file)
  await page.getByText('同一个文件已于').waitFor()
  check((await fact(page, '已入过账')) === '4', 'its rows are known already')
  await context.close()
}

export const scenarios = {
  shows_what_was_read_before_anything_is_booked,
  commits_the_good_rows_and_undoes_the_batch,
  a_column_can_be_given_to_another_field,
  the_same_file_is_recognised,
}
