// Matches of a giving day: what a platform's file promises, what the bank has, and what becomes of it when the file is undone.
import { people } from './fixtures.mjs'
import { check, findings, openCampaign, work, write } from './support.mjs'

const noFaults = async (page, faults) => {
  const serious = await findings(page)
  check(serious.length === 0, serious.join('\n'))
  check(faults.length === 0, faults.join('\n'))
}

/** A platform's file of a giving day for a campaign; `mark` makes its orders new. */
const givingDay = (mark, campaign = '防汛救灾专项募捐') => {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const rows = [
    ['1', '*舟', '100.00', '12.50', '50.00', '0', '浏览器一队'],
    ['2', '*琪', '30.10', '3.33', '', '1.07', '浏览器二队'],
  ]
  const lines = rows.map(
    ([order, donor, amount, platform, company, incentive, team]) =>
      `${mark}-${order},${today} 00:00:01,${campaign},${team},${donor},${amount},${platform},${company},${incentive}`,
  )
  const head = '订单号,捐赠时间,捐赠项目,团队,捐赠人,公众捐款（元）,腾讯配捐（元）,企业配捐（元）,激励金（元）'
  const text = [head, ...lines, '合计,,,,,130.10,15.83,50.00,1.07'].join('\n')
  return { name: `giving-day-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) }
}

async function a_giving_days_file_is_booked_and_compared_with_the_bank(browser) {
  const { page, faults, context } = await work(browser, people.finance, '/import')
  await page.locator('input[type=file]').setInputFiles(givingDay(`GY${Date.now()}`))
  await page.getByText('另有配捐').first().waitFor()
  await page.getByRole('button', { name: /^入账 2 行/ }).click()
  await page.locator('.pill').getByText('已入账').waitFor()
  const campaign = await page.evaluate(async () => {
    const { campaigns } = await (await fetch('/api/v1/giving/campaigns')).json()
    return campaigns.find((one) => one.name === '防汛救灾专项募捐').id
  })
  await page.goto(`${new URL(page.url()).origin}/console/campaigns/${campaign}`)
  const compared = page.locator('section', { has: page.locator('#reconciliation') })
  await compared.getByText('浏览器一队').waitFor()
  await compared.getByText('配捐未到账 62.50').waitFor()
  await page.locator('section', { has: page.locator('#matches') }).getByText('15.83').first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    compared.getByRole('link', { name: '下载 CSV' }).click(),
  ])
  check(download.suggestedFilename() === 'reconciliation.csv', 'the comparison is a file')
  await noFaults(page, faults)
  await context.close()
}

/** The matches promised for a campaign, as the API lists them. */
const claimsOf = (page, campaign) =>
  page.evaluate(async (id) => {
    const answer = await fetch(`/api/v1/records/giving.match_claim?campaign=${id}`)
    return (await answer.json()).rows
  }, campaign)

/** Imports a giving day's file for the campaign; the file's name. */
async function importDay(browser, campaign) {
  const { page, context } = await work(browser, people.desk, '/import')
  const file = givingDay(`UN${Date.now()}`, campaign)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: /^入账 2 行/ }).click()
  await page.locator('.pill').getByText('已入账').waitFor()
  await context.close()
  return file.name
}

async function undoing_a_file_asks_what_becomes_of_a_match_that_the_bank_has(browser) {
  const name = `浏览器撤销活动 ${Date.now()}`
  const campaign = await openCampaign(browser, name)
  const file = await importDay(browser, name)
  const director = await work(browser, people.director)
  const company = (await claimsOf(director.page, campaign)).find(({ kind }) => kind === 'company')
  const settled = { claim: company.id, day: company.day, reference: 'UN-1', amount: '20.00' }
  await write(director.page, 'commands/giving.settle_match', { branch: '320700', ...settled })
  await director.context.close()

  const { page, faults, context } = await work(browser, people.finance, '/import')
  await page.getByRole('table', { name: '最近的导入' }).getByRole('link', { name: file }).click()
  await page.getByRole('button', { name: '撤销整批' }).click()
  const dialog = page.getByRole('dialog')
  const undo = dialog.getByRole('button', { name: '撤销整批' })
  check((await dialog.getByRole('radio').count()) === 0, 'nothing is asked before it has to be')
  await dialog.locator('#reason').fill('平台换了文件')
  await undo.click()
  await dialog.getByText('已到账 20.00 元').waitFor()
  await dialog.getByRole('radio', { name: '保留（说明原因）' }).waitFor()
  await noFaults(page, faults)
  await dialog.getByRole('radio', { name: '一并撤回' }).check()
  await undo.click()
  await page.locator('.pill').getByText('已撤销').waitFor()
  const claims = await claimsOf(page, campaign)
  check(claims.length === 3, 'a match of each kind')
  for (const { kind, settled: left, state } of claims) {
    check(left === '0.00' && state === 'withdrawn', `the ${kind} match is gone: ${left} ${state}`)
  }
  await noFaults(page, faults)
  await context.close()
}

export const scenarios = {
  a_giving_days_file_is_booked_and_compared_with_the_bank,
  undoing_a_file_asks_what_becomes_of_a_match_that_the_bank_has,
}
