// The public page of a gift, asked of the program itself: what a donor sees, and what the proof box says.
import { readFileSync } from 'node:fs'
import { check, findings, phone, smallTargets, screenshots, visit } from './support.mjs'

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
  const other = await page.locator('.gifts td a').first().getAttribute('href')
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

export const scenarios = {
  verifies_a_gift_in_the_browser_and_says_what_was_checked,
  refuses_a_proof_that_was_tampered_with,
  checks_a_file_that_was_kept_and_refuses_that_of_another_gift,
  is_readable_on_a_phone_in_either_language_and_light,
  offers_the_offline_check_without_scripts,
}
