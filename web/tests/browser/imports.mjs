import { people, statement } from './fixtures.mjs'
import { address, check, work } from './support.mjs'

const fact = (page, name) =>
  page.locator('dl.facts.panel > div').filter({ hasText: name }).locator('dd').textContent()

async function upload(page, file) {
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor()
}

/** Books the rows that are good. */
async function commitGoodRows(page) {
  await page.getByRole('radio', { name: /只入账没有错的行/ }).check()
  await page.getByRole('button', { name: /^入账 4 行/ }).click()
  await page.locator('.pill').getByText('已入账').waitFor()
}

async function shows_what_was_read_before_anything_is_booked(browser) {
  const { page, context } = await work(browser, people.desk, '/import')
  await upload(page, statement('A'))
  check((await fact(page, '行数')) === '5', 'five rows, title and footers are none of them')
  check((await fact(page, '可入账')) === '4', 'four are good')
  check((await fact(page, '有错')) === '1', 'one is refused')
  check((await fact(page, '文件自称合计')) === '2,677.16', "the file's own total is shown")
  await page.getByRole('link', { name: '下载全部有错的行' }).waitFor()
  await page.getByText('金额有误的一行').first().waitFor()
  await context.close()
}

async function a_batch_is_booked_and_undone_by_whoever_may(browser) {
  const { page, faults, context } = await work(browser, people.desk, '/import')
  const file = statement('B')
  await upload(page, file)
  await commitGoodRows(page)
  await page.getByRole('link', { name: '导入另一个文件' }).waitFor()
  check((await page.getByRole('button', { name: '撤销整批' }).count()) === 0, 'a desk officer may not undo')
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
  const finance = await work(browser, people.finance, '/import')
  await finance.page.getByRole('table', { name: '最近的导入' }).getByRole('link', { name: file.name }).click()
  await finance.page.getByRole('button', { name: '撤销整批' }).click()
  const dialog = finance.page.getByRole('dialog')
  await dialog.getByText('4 笔捐赠将以相反的分录冲回').waitFor()
  await dialog.getByRole('button', { name: '撤销整批' }).click()
  await dialog.getByText('请写明原因。').waitFor()
  await dialog.locator('#reason').fill('选错了文件')
  await dialog.getByRole('button', { name: '撤销整批' }).click()
  await finance.page.locator('.pill').getByText('已撤销').waitFor()
  check((await finance.page.getByRole('button', { name: '撤销整批' }).count()) === 0, 'once is enough')
  await finance.page.goto(address('/records/giving.gift?state=reversed'))
  await finance.page.locator('tbody tr').first().waitFor()
  check(finance.faults.length === 0, `no faults: ${finance.faults.join('\n')}`)
  await finance.context.close()
}

async function a_column_can_be_given_to_another_field(browser) {
  const { page, context } = await work(browser, people.desk, '/import')
  await upload(page, statement('C'))
  const amount = page.getByRole('combobox', { name: /“金额.*”列/ })
  const shown = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
  await amount.press('ArrowDown')
  await shown.filter({ hasText: '备注' }).first().click()
  await page.getByText('还没有指定这些列：').waitFor()
  await amount.press('ArrowDown')
  await shown.filter({ hasText: /^金额/ }).first().click()
  await page.getByText('还没有指定这些列：').waitFor({ state: 'detached' })
  await page.locator('#save_profile').fill('示例银行明细')
  await page.getByRole('button', { name: '按此重新读取' }).click()
  await page.locator('form button.ant-btn-loading').waitFor({ state: 'detached' })
  await page.getByText('2,677.16').first().waitFor()
  await page.goto(address('/records/giving.import_profile'))
  await page.getByRole('link', { name: '示例银行明细' }).waitFor()
  await context.close()
}

async function the_same_file_is_recognised(browser) {
  const { page, context } = await work(browser, people.desk, '/import')
  const file = statement('D')
  await upload(page, file)
  await commitGoodRows(page)
  await page.getByRole('link', { name: '导入另一个文件' }).click()
  await page.getByRole('heading', { level: 1, name: '导入文件' }).waitFor()
  await page.getByRole('table', { name: '最近的导入' }).getByRole('link', { name: file.name }).waitFor()
  await upload(page, file)
  await page.getByText('同一个文件已于').waitFor()
  check((await fact(page, '可入账')) === '0', 'nothing of it would be booked again')
  await context.close()
}

async function a_doubtful_row_is_decided_by_the_officer(browser) {
  const { page, context } = await work(browser, people.desk, '/import')
  const rows = '日期,捐赠人,金额\r\n2026-11-02,孙若水,31.50\r\n2026-11-02,赵静怡,32.50\r\n'
  const file = (name, more) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${rows}${more}`) })
  const first = file('doubts-1.csv', '')
  await upload(page, first)
  await page.getByRole('button', { name: /^入账 2 行/ }).click()
  await page.locator('.pill').getByText('已入账').waitFor()
  // Without references the same rows in another file may be the same gifts, or as honest as the first.
  await page.goto(address('/import'))
  await upload(page, file('doubts-2.csv', '2026-11-03,马云,33.50\r\n'))
  check((await fact(page, '可入账')) === '1', 'what is new is good')
  check((await fact(page, '存疑')) === '2', 'what is known may be the same')
  await page.getByRole('radiogroup', { name: /^第 2 行/ }).getByRole('radio', { name: '入账' }).check()
  await page.getByRole('radiogroup', { name: /^第 3 行/ }).getByRole('radio', { name: '略过' }).check()
  await page.getByRole('button', { name: /^入账 2 行/ }).click()
  await page.locator('.pill').getByText('已入账').waitFor()
  await context.close()
}

export const scenarios = {
  a_doubtful_row_is_decided_by_the_officer,
  shows_what_was_read_before_anything_is_booked,
  a_batch_is_booked_and_undone_by_whoever_may,
  a_column_can_be_given_to_another_field,
  the_same_file_is_recognised,
}
