// The public page of a gift, asked of the program itself: what a donor sees, and what the proof box says.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { people } from './fixtures.mjs'
import { startProgram } from './program.mjs'
import { check, findings, phone, smallTargets, screenshots, visit, work } from './support.mjs'

/** The newest gift that everybody may see, and that is proven already. */
async function provenGift(page, url) {
  await page.goto(`${url}/disclosure`)
  const link = page.locator('.gifts td a').last()
  await link.waitFor()
  return new URL(await link.getAttribute('href'), url).href
}

async function verifies_a_gift_in_the_browser_and_says_what_was_checked(browser, { url }) {
  const { page, faults, context } = await visit(browser)
  await page.goto(await provenGift(page, url))
  await page.getByRole('button', { name: '在浏览器中验证' }).click()
  const verdict = page.locator('[data-verdict]')
  await verdict.getByText('验证通过').waitFor()
  const words = await verdict.textContent()
  for (const part of ['记录：', '总指纹', '签名', '没有核对见证方']) {
    check(words.includes(part), `says “${part}”: ${words}`)
  }
  await page.screenshot({ path: `${screenshots}/gift-verified.png`, fullPage: true })
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function refuses_a_proof_that_was_tampered_with(browser, { url }) {
  const { page, context } = await visit(browser, { language: 'en' })
  const address = await provenGift(page, url)
  await page.route('**/gift.tlog-proof', async (route) => {
    const answer = await route.fetch()
    const text = await answer.text()
    const at = text.indexOf('\n\n') - 10
    await route.fulfill({ response: answer, body: text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1) })
  })
  await page.goto(`${address}?lang=en`)
  await page.getByRole('button', { name: 'Check it in this browser' }).click()
  await page.locator('[data-verdict]').getByText('The proof does not hold').waitFor()
  await context.close()
}

async function checks_a_file_that_was_kept_and_refuses_that_of_another_gift(browser, { url }) {
  const { page, context } = await visit(browser)
  const address = await provenGift(page, url)
  await page.goto(address)
  const wait = page.waitForEvent('download')
  await page.getByRole('link', { name: /^下载证明文件/ }).click()
  const file = await (await wait).path()
  const proof = { name: 'gift.tlog-proof', mimeType: 'text/plain', buffer: readFileSync(file) }
  await page.locator('input[type=file]').setInputFiles(proof)
  await page.locator('[data-verdict]').getByText('验证通过').waitFor()
  await page.goto(`${url}/disclosure`)
  const ofTheBranch = new URL(address).pathname.split('-')[0]
  const other = await page.locator(`.gifts td a[href^="${ofTheBranch}-"]`).first().getAttribute('href')
  check(!address.endsWith(other), 'another gift of the same log')
  await page.goto(url + other)
  await page.locator('input[type=file]').setInputFiles(proof)
  await page.locator('[data-verdict]').getByText('属于另一笔捐款').waitFor()
  await context.close()
}

async function is_readable_on_a_phone_in_either_language_and_light(browser, { url }) {
  for (const language of ['zh', 'en']) {
    for (const theme of ['light', 'dark']) {
      const { page, context } = await visit(browser, { language, theme, viewport: phone })
      const address = await provenGift(page, url)
      await page.goto(`${address}?lang=${language}&theme=${theme}`)
      await page.locator('svg.flow').waitFor()
      const found = await findings(page)
      check(found.length === 0, `axe, ${language} ${theme}: ${found.join('\n')}`)
      const small = await smallTargets(page)
      check(small.length === 0, `targets, ${language} ${theme}: ${small.join('\n')}`)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      check(wide <= 0, `nothing is cut off on a phone: ${wide}`)
      await page.screenshot({ path: `${screenshots}/gift-phone-${language}-${theme}.png`, fullPage: true })
      await context.close()
    }
  }
}

async function offers_the_offline_check_without_scripts(browser, { url }) {
  const { page, context } = await visit(browser)
  const address = await provenGift(page, url)
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
  const bare = await plain.newPage()
  await bare.goto(address)
  await bare.getByRole('link', { name: /^下载证明文件/ }).waitFor()
  check(await bare.getByRole('button', { name: '在浏览器中验证' }).isHidden(), 'no dead button')
  await bare.locator('svg.flow').waitFor()
  await plain.close()
  await context.close()
}

/** The donor's own page, by the link on the receipt that the desk prints. */
async function ownPage(browser, url, gift) {
  const { page, context } = await work(browser, people.desk)
  const answer = await page.request.get(`${url}/api/v1/records/giving.gift/${gift}/receipt.pdf`)
  check(answer.ok(), `the receipt is printed: ${answer.status()}`)
  const file = join(screenshots, `own-receipt-${gift}.pdf`)
  writeFileSync(file, await answer.body())
  await context.close()
  const link = /\/r\/[\d-]+\/[\w-]{22}/.exec(execFileSync('pdfinfo', ['-url', file], { encoding: 'utf8' }))?.[0]
  check(link !== undefined, 'the receipt leads to the donor\'s own page')
  return url + link
}

/** Opens a page again until the proof of the gift is there: the log is signed every second. */
async function openProven(page, address) {
  await page.goto(address)
  for (let tries = 0; tries < 30 && !(await page.locator('[data-check]').isVisible()); ++tries) {
    await page.waitForTimeout(500)
    await page.reload()
  }
}

async function proves_the_donors_name_by_the_file_the_donor_kept_after_the_donor_is_erased(browser, book) {
  const channel = book.rows('giving.channel')[0].id
  const given = { donor_name: '司徒海燕', amount: '66.60', day: '2026-11-01', channel }
  const { id } = book.call('giving.record_gift', given)
  const own = await ownPage(browser, book.url, id)
  const { page, faults, context } = await visit(browser, { viewport: phone })
  await openProven(page, own)
  const wait = page.waitForEvent('download')
  await page.getByRole('link', { name: /^下载我的证明文件/ }).click()
  const kept = join(screenshots, 'kept.tlog-proof')
  await (await wait).saveAs(kept)

  book.call('giving.erase_donor', { gift: id }, '应本人要求')
  await page.reload()
  await page.getByText('您的信息已应要求删除').first().waitFor()
  check(!(await page.locator('main').textContent()).includes('司徒海燕'), 'the page has forgotten the name')
  check((await page.getByRole('link', { name: /^下载我的证明文件/ }).count()) === 0, 'no proof with the name is given')
  await page.locator('input[type=file]').setInputFiles(kept)
  const verdict = page.locator('[data-verdict]')
  await verdict.getByText('验证通过').waitFor()
  check((await verdict.textContent()).includes('“司徒海燕”与账本中密封的一致'), 'the kept file still proves the name')
  await page.screenshot({ path: `${screenshots}/gift-erased.png`, fullPage: true })
  const said = book.run('verify', kept, '--key', book.run('key', '--branch', '320700').trim())
  check(said.includes('司徒海燕'), `so it does offline: ${said}`)
  check(faults.length === 0, `no faults: ${faults.join('\n')}`)
  await context.close()
}

async function says_which_witnesses_signed_and_that_their_signatures_are_good(browser) {
  const book = await startProgram({ witnessed: true })
  try {
    for (const language of ['zh', 'en']) {
      const { page, faults, context } = await visit(browser, { language, viewport: phone })
      const gift = new URL(await provenGift(page, book.url))
      await openProven(page, `${gift.href}?lang=${language}`)
      await page.locator('[data-check]').click()
      const verdict = page.locator('[data-verdict]')
      await verdict.getByText('press.example.org/w1').waitFor()
      const words = await verdict.textContent()
      const told = language === 'zh' ? '2 个见证方，其中 1 个签过' : 'names 2 witnesses. Of these 1 signed'
      check(words.includes(told), `says “${told}”: ${words}`)
      await page.locator('summary').last().click()
      check((await page.locator('.proof pre').allTextContents()).join().includes('--witness'), 'so it can be done offline')
      await page.screenshot({ path: `${screenshots}/gift-witnessed-${language}.png`, fullPage: true })
      check(faults.length === 0, `no faults: ${faults.join('\n')}`)
      await context.close()
    }
  } finally {
    await book.stop()
  }
}

async function says_of_a_kept_file_that_the_donor_was_corrected_later(browser, book) {
  const channel = book.rows('giving.channel')[0].id
  const { id } = book.call('giving.record_gift', { donor_name: '欧阳晓', amount: '5.00', day: '2026-11-01', channel })
  const { page, context } = await visit(browser)
  await openProven(page, await ownPage(browser, book.url, id))
  const wait = page.waitForEvent('download')
  await page.getByRole('link', { name: /^下载我的证明文件/ }).click()
  const kept = join(screenshots, 'corrected.tlog-proof')
  await (await wait).saveAs(kept)
  await page.locator('input[type=file]').setInputFiles(kept)
  const verdict = page.locator('[data-verdict]')
  await verdict.getByText('验证通过').waitFor()
  check(!(await verdict.textContent()).includes('更正过'), 'nothing was corrected yet')
  book.call('giving.amend_donor', { gift: id, donor_name: '欧阳小' }, '姓名写错')
  await page.reload()
  await page.locator('input[type=file]').setInputFiles(kept)
  await verdict.getByText('更正过这笔捐款的捐赠人').waitFor()
  await context.close()
}

/** The public page of a gift whose donor was corrected, to each of these in turn, and a gift of its own for it. */
async function correctedGift(browser, book, language, corrections = [{ donor_name: '上官若水' }]) {
  const channel = book.rows('giving.channel')[0].id
  const given = { donor_name: '上官若', amount: '8.00', day: '2026-11-02', channel }
  const { id } = book.call('giving.record_gift', given)
  for (const correction of corrections) book.call('giving.amend_donor', { gift: id, ...correction }, '更正捐赠人')
  const own = await ownPage(browser, book.url, id)
  const { page, faults, context } = await visit(browser, { language, viewport: phone })
  return { page, faults, context, open: own.split('/').slice(0, -1).join('/'), own }
}

async function checks_both_entries_of_a_gift_whose_donor_was_corrected(browser, book) {
  for (const language of ['zh', 'en']) {
    const { page, faults, context, open, own } = await correctedGift(browser, book, language)
    for (const address of [open, own]) {
      await openProven(page, address + (language === 'en' ? '?lang=en' : ''))
      await page.locator('[data-check]').click()
      const verdict = page.locator('[data-verdict]')
      const titles = language === 'zh' ? ['这笔捐赠的记录', '更正捐赠人的记录', '合起来看'] : ['The entry of the gift', 'The entry that corrected the donor', 'All together']
      for (const title of titles) await verdict.getByText(title, { exact: true }).waitFor()
      const words = await verdict.textContent()
      check(words.includes(language === 'zh' ? '验证通过' : 'The proof holds'), words)
      check(words.includes('上官若水') === (address === own), `the name is for its owner: ${words}`)
      const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      check(width <= 0, `nothing stands out to the right: ${width}`)
    }
    await page.screenshot({ path: `${screenshots}/gift-corrected-${language}.png`, fullPage: true })
    const serious = await findings(page)
    check(serious.length === 0, serious.join('\n'))
    await page.route('**/amendment.tlog-proof*', async (route) => {
      const answer = await route.fetch()
      const text = await answer.text()
      const at = text.indexOf('\nindex ') - 9
      await route.fulfill({ response: answer, body: text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1) })
    })
    await openProven(page, open + (language === 'en' ? '?lang=en' : ''))
    await page.locator('[data-check]').click()
    await page.locator('[data-verdict] .bad').waitFor()
    check(faults.length === 0, `no faults: ${faults.join('\n')}`)
    await context.close()
  }
}

/** Keeps what each link to a proof of the box leads to; the paths, by the names the page gives the files. */
async function keptProofs(page) {
  const kept = new Map()
  for (const link of await page.locator('.proof a[download]').all()) {
    const wait = page.waitForEvent('download')
    await link.click()
    const download = await wait
    const path = join(screenshots, download.suggestedFilename())
    await download.saveAs(path)
    kept.set(download.suggestedFilename(), path)
  }
  return kept
}

async function offers_every_entry_of_a_gift_whose_donor_was_corrected_three_times(browser, book) {
  const corrections = [
    { donor_name: '上官若水' },
    { donor_kind: 'organisation', donor_name: '若水商行' },
    { donor_kind: 'person', donor_name: '上官若冰' },
  ]
  for (const language of ['zh', 'en']) {
    const { page, faults, context, open, own } = await correctedGift(browser, book, language, corrections)
    const query = language === 'en' ? '?lang=en' : ''
    await openProven(page, open + query)
    const entries = await page.locator('.entries li').allTextContents()
    check(entries.length === 4, `the gift and three corrections: ${entries.join('\n')}`)
    check(entries[2].includes(language === 'zh' ? '由个人改为单位' : 'Person became Organisation'), entries[2])
    check(!entries.join().includes('若水'), 'no name is told')
    const command = (await page.locator('.proof pre').first().textContent()).split(' --key ')[0]
    const files = command.split(' ').slice(2)
    const kept = await keptProofs(page)
    check(files.length === 4 && files.every((name) => kept.has(name)), `all are offered: ${command}`)
    const paths = files.map((name) => kept.get(name))
    const key = book.run('key', '--branch', '320700').trim()
    const said = book.run('verify', ...paths, '--key', key)
    check(said.includes('who gave as entry'), `together they hold offline: ${said}`)
    await page.locator('[data-check]').click()
    const verdict = page.locator('[data-verdict]')
    const last = language === 'zh' ? '第 3 次更正捐赠人的记录' : 'Correction 3 of the donor'
    await verdict.getByText(last, { exact: true }).waitFor()
    check((await verdict.locator('.part').count()) === 5, 'each entry, and what they say together')
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    check(width <= 0, `nothing stands out to the right: ${width}`)
    const serious = await findings(page)
    check(serious.length === 0, serious.join('\n'))
    await page.screenshot({ path: `${screenshots}/gift-corrected-thrice-${language}.png`, fullPage: true })
    await openProven(page, own + query)
    await page.locator('[data-check]').click()
    await verdict.getByText(last, { exact: true }).waitFor()
    check((await verdict.textContent()).includes('上官若冰'), 'the newest is the donor’s own')
    await page.route('**/amendment.tlog-proof?number=2', async (route) => {
      await route.continue({ url: route.request().url().replace('number=2', 'number=1') })
    })
    await openProven(page, open + query)
    await page.locator('[data-check]').click()
    await page.locator('[data-verdict] .bad').waitFor()
    check(faults.length === 0, `no faults: ${faults.join('\n')}`)
    await context.close()
  }
}

export const scenarios = {
  checks_both_entries_of_a_gift_whose_donor_was_corrected,
  offers_every_entry_of_a_gift_whose_donor_was_corrected_three_times,
  verifies_a_gift_in_the_browser_and_says_what_was_checked,
  refuses_a_proof_that_was_tampered_with,
  checks_a_file_that_was_kept_and_refuses_that_of_another_gift,
  is_readable_on_a_phone_in_either_language_and_light,
  offers_the_offline_check_without_scripts,
  proves_the_donors_name_by_the_file_the_donor_kept_after_the_donor_is_erased,
  says_of_a_kept_file_that_the_donor_was_corrected_later,
  says_which_witnesses_signed_and_that_their_signatures_are_good,
}
