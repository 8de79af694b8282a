/** Amounts are strings of yuan on the wire and whole fen (bigint) in between; never floating point. */

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** The most the API takes: 16 digits of yuan. */
const yuanDigitsMax = 16

/** Makes full-width digits and signs ordinary, and drops grouping, spaces and a yuan sign. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replaceAll(/[\s,，'¥元]/gu, '')
}

/** Fen of an amount as people type it ("1,234.5", "１２３４．５０"), or null when it is not one. */
export function parseAmount(text: string): bigint | null {
  const match = /^(\d+)?(?:\.(\d{0,2}))?$/.exec(plain(text))
  if (!match || (match[1] === undefined && !match[2])) return null
  const yuan = match[1] ?? '0'
  if (yuan.length > yuanDigitsMax) return null
  return BigInt(yuan) * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
}

/** "1234.50": an amount as the API writes it. */
export function wireAmount(fen: bigint): string {
  const sign = fen < 0n ? '-' : ''
  const size = fen < 0n ? -fen : fen
  return `${sign}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

/** "1,234.50" of an amount as the API writes it. */
export function groupAmount(wire: string): string {
  const [yuan = '', fen = ''] = wire.split('.')
  const grouped = yuan.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${grouped}.${fen.padEnd(2, '0')}`
}

/** The characters of one group of four digits, without a leading zero: 1004n -> 壹仟零肆. */
function capitalGroup(group: number): string {
  const text = String(group)
  let written = ''
  let gap = false
  for (const [index, digit] of [...text].entries()) {
    if (digit === '0') {
      gap = true
      continue
    }
    if (gap && written !== '') written += '零'
    gap = false
    written += (digits[Number(digit)] ?? '') + (places[text.length - 1 - index] ?? '')
  }
  return written
}

function capitalYuan(yuan: bigint): string {
  let written = ''
  let zeroBefore = false
  for (let index = groups.length - 1; index >= 0; --index) {
    const group = Number((yuan / 10000n ** BigInt(index)) % 10000n)
    if (group === 0) {
      zeroBefore = written !== ''
      continue
    }
    if (written !== '' && (zeroBefore || group < 1000)) written += '零'
    written += capitalGroup(group) + (groups[index] ?? '')
    // 107,000 is 壹拾万零柒仟: a zero in the last place of a group is spoken before the next group.
    zeroBefore = group % 10 === 0
  }
  // 万亿 is said once: 壹万贰仟亿, but 壹万亿 when no 亿 follow.
  return written.replace(/万亿(.+亿)/, '万$1')
}

/**
 * The amount in capital numerals as on receipts: 140950n -> 壹仟肆佰零玖元伍角整.
 * `fen` from 0 to 10^18 - 1.
 * Source: 支付结算办法, annex 1 正确填写票据和结算凭证的基本规定, points 1 to 3.
 */
export function capitalAmount(fen: bigint): string {
  const yuan = fen / 100n
  const jiao = Number((fen / 10n) % 10n)
  const cent = Number(fen % 10n)
  let written = yuan > 0n ? `${capitalYuan(yuan)}元` : ''
  if (jiao > 0) written += `${digits[jiao]}角`
  else if (cent > 0 && yuan > 0n) written += '零'
  if (cent > 0) return `${written}${digits[cent]}分`
  return `${written || '零元'}整`
}

/** Fen, as figures count them, to "1,234.50". */
export function groupFen(fen: number): string {
  return groupAmount(wireAmount(BigInt(fen)))
}

/** "1,234": a count with its thousands apart. */
export function groupCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
}
