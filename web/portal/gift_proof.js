// @ts-check
/** The proof box of a gift's page: fetches the proof, or takes a kept file, and says in words what was checked. */
import { checkProof, ProofError } from './tlog.js'

/** @typedef {Awaited<ReturnType<typeof checkProof>>} Found */
/** @typedef {{ fen: string, receipt: string }} Shown */

const isEnglish = document.documentElement.lang === 'en'

/** @param {string} zh @param {string} en */
const say = (zh, en) => (isEnglish ? en : zh)

/** Why a proof is refused, by the verifier's word. @type {Record<string, [string, string]>} */
const reasons = {
  inclusion: [
    '这条记录算不出日志签名的总指纹：记录或证明被改动过。',
    'The record does not lead to the signed fingerprint: it or the proof was altered.',
  ],
  signature: ['总指纹上的签名不是本会日志密钥所签。', 'The signature is not by the key of this log.'],
  unsigned: ['总指纹上没有本会日志密钥的签名。', 'The key of this log has not signed.'],
  witness: ['见证方的签名是假的。', 'The signature of a witness is false.'],
  origin: ['这份证明属于另一个日志。', 'This proof belongs to another log.'],
  commitment: ['所附姓名与账本中密封的不一致。', 'The name in the file is not the one sealed in the book.'],
  other_gift: ['这份证明有效，但属于另一笔捐款。', 'This proof is of another gift.'],
  order: ['这些记录的先后与日志不符。', 'These entries are not in the order of the log.'],
  no_answer: ['没有取到证明，请检查网络后重试。', 'The proof could not be fetched. Check the network and try again.'],
  no_crypto: [
    '此浏览器（或非加密的网址）不提供密码运算，请下载证明文件离线验证。',
    'This browser, or an address without encryption, offers no cryptography: download the proof and check it offline.',
  ],
}

/** @type {[string, string]} */
const unreadable = ['这不是完整的证明文件：内容被改动或截断。', 'This is no whole proof file: it was altered or cut off.']

/** What came in by the record, in fen. @param {Found} found */
function fenOf({ facts }) {
  const lines = Array.isArray(facts.lines) ? facts.lines : []
  const sum = lines.reduce((/** @type {bigint} */ all, /** @type {string[]} */ line) => {
    const fen = BigInt(line[3] ?? 0)
    return line[2] === 'CNY' && fen > 0n ? all + fen : all
  }, 0n)
  return String(sum)
}

/** @param {Found} found */
const isAmendment = ({ facts }) => facts.type === 'amendment'

/**
 * Whether the record is of the gift on this page, or puts another donor on it.
 * @param {Found} found @param {HTMLElement} box
 */
function isAbout(found, { dataset }) {
  if (isAmendment(found)) return found.facts.corrects === dataset.entry
  if (found.facts.type === 'goods_gift') return String(found.index) === dataset.entry
  return found.facts.type === 'gift' && String(found.index) === dataset.entry && fenOf(found) === dataset.fen
}

/** @param {string} fen */
function yuan(fen) {
  const digits = fen.padStart(3, '0')
  return `${digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`
}

/** The goods of a record as words. @param {Found['facts']} facts */
function goodsIn(facts) {
  const lines = Array.isArray(facts.lines) ? facts.lines : []
  const goods = Array.isArray(facts.goods) ? facts.goods : []
  return goods
    .map((/** @type {{ lot: string, commodity: string, item: string, unit: string }} */ told) => {
      const { lot, commodity, item, unit } = told
      const places = new Set([`W/${lot}`, `X/beneficiary/${lot}`])
      const line = lines.find((/** @type {string[]} */ one) => one[2] === commodity && places.has(one[1] ?? ''))
      return `${item} ${line?.[3] ?? '?'} ${unit}`
    })
    .join(say('、', ', '))
}

/** What the leaf tells. @param {Found['facts']} facts @param {string} day @param {string} amount */
function recordIn(facts, day, amount) {
  if (facts.type === 'amendment') {
    const gift = BigInt(facts.corrects) + 1n
    return say(`记录：${day} 更正了第 ${gift} 条记录的捐赠人。`, `The record: on ${day} entry ${gift} got another donor.`)
  }
  const receipt = facts.receipt ?? '—'
  if (facts.type === 'goods_gift') {
    const goods = goodsIn(facts)
    return say(
      `记录：${day} 收到 ${goods}，票据号 ${receipt}，机构 ${facts.branch ?? '—'}。`,
      `The record: on ${day} came ${goods}; receipt ${receipt}, branch ${facts.branch ?? '—'}.`,
    )
  }
  return say(
    `记录：${day} 收到 ${amount} 元，票据号 ${receipt}，机构 ${facts.branch ?? '—'}。`,
    `The record: ${amount} yuan received on ${day}, receipt ${receipt}, branch ${facts.branch ?? '—'}.`,
  )
}

/**
 * Who else saw the fingerprint, of the witnesses the society asks.
 * @param {Found['witnesses']} signers @param {number} asked
 */
function witnessed(signers, asked) {
  if (signers.length === 0) {
    const alone = say(
      '单凭这份证明，不能排除本会给不同的人看不同的账本。',
      'this proof alone does not rule out that others are shown another book.',
    )
    return asked === 0
      ? [say(`没有核对见证方：本会没有列出见证方。${alone}`, `No witness was checked: the society names none, and ${alone}`)]
      : [
          say(
            `本会列出 ${asked} 个见证方，这份证明上还没有他们的签名。${alone}`,
            `The society names ${asked} witnesses, none of whom has signed yet, and ${alone}`,
          ),
        ]
  }
  return [
    say(
      `本会列出 ${asked} 个见证方，其中 ${signers.length} 个签过这个总指纹，签名都核对无误：`,
      `The society names ${asked} witnesses. Of these ${signers.length} signed this fingerprint, with good signatures:`,
    ),
    ...signers.map(({ name, time }) =>
      say(
        `见证方 ${name} 在 ${time?.toLocaleString('zh-CN') ?? ''} 见过，并确认账本只增不改。`,
        `${name} saw it on ${time?.toLocaleString('en-GB') ?? ''} and made sure that the book only grew.`,
      ),
    ),
  ]
}

/**
 * What the book says of the gift after the entry that is proven: another donor may have been put on it.
 * @param {Found} found @param {HTMLElement} box
 */
function saidLater({ index, disclosures }, { dataset }) {
  const entry = dataset.amended === undefined ? index : BigInt(dataset.amended)
  if (disclosures.length === 0 || entry <= index) return []
  return [
    say(
      `此后账本更正过这笔捐款的捐赠人（第 ${entry + 1n} 条记录），以更正后的为准。`,
      `The donor of this gift was corrected in the book later (entry ${entry + 1n}), and that is what counts.`,
    ),
  ]
}

/**
 * The sentences about a good proof.
 * @param {Found} found @param {number} asked how many witnesses the society names @param {string[]} later
 */
function sentences(found, asked, later) {
  const { facts, index, size, origin, signed, witnesses, disclosures } = found
  const day = typeof facts.day === 'string' ? facts.day : ''
  return [
    recordIn(facts, day, yuan(fenOf(found))),
    say(
      `它是日志中第 ${index + 1n} 条记录；从它逐级计算，正好得到 ${size} 条记录的总指纹。` +
        '改动任何一条，总指纹就会不同。',
      `It is entry ${index + 1n} of the log: hashing upwards from it gives exactly the fingerprint over all ${size} ` +
        'entries. Altering any of them would change that.',
    ),
    signed
      ? say(
          `总指纹由日志“${origin}”的密钥签名，本会不能否认。`,
          `The fingerprint is signed by the key of “${origin}”, so the society cannot deny it.`,
        )
      : say(
          '此浏览器不支持 Ed25519，签名没有核对；请更新浏览器，或下载证明文件离线验证。',
          'This browser does not know Ed25519, so the signature was not checked: update it, or check the file offline.',
        ),
    ...disclosures.map(({ value }) =>
      say(`捐赠人姓名“${value}”与账本中密封的一致。`, `The donor's name “${value}” is the one sealed in the book.`),
    ),
    ...later,
    ...(found.isFormer
      ? [
          say(
            '这份证明出具于日志改名之前：本会后来从备份恢复了账本，并在日志中写明了原因。当时的签名依然有效。',
            'This proof is older than the present name of the log: the society went on from a backup later and says ' +
              'in the log why. The signature of that time holds.',
          ),
        ]
      : []),
    ...witnessed(witnesses, asked),
  ]
}

/** Sentences under a heading; "" for none. @typedef {{ heading: string, lines: string[] }} Part */

/** @param {HTMLElement} box @param {boolean} good @param {string} title @param {Part[]} parts */
function show(box, good, title, parts) {
  const verdict = /** @type {HTMLElement} */ (box.querySelector('[data-verdict]'))
  const paragraph = (/** @type {string} */ text, /** @type {string} */ look) => {
    const line = document.createElement('p')
    line.className = look
    line.textContent = text
    return line
  }
  const shown = parts.flatMap(({ heading, lines }) => {
    const list = document.createElement('ul')
    for (const line of lines) {
      const item = document.createElement('li')
      item.textContent = line
      list.append(item)
    }
    return heading === '' ? [list] : [paragraph(heading, 'part'), list]
  })
  verdict.replaceChildren(paragraph(title, good ? 'verdict good' : 'verdict bad'), ...shown)
}

/** @param {string} address */
async function fetched(address) {
  const answer = await fetch(address).catch(() => null)
  if (!answer?.ok) throw new ProofError('no_answer')
  return answer
}

/** @param {Found[]} found */
const numbersOf = (found) => found.map(({ index }) => index + 1n).join(say('、', ', '))

/** What a gift and its amendments, one at least, say together. @param {Found} gift @param {Found[]} amendments */
function together(gift, amendments) {
  const first = gift.index + 1n
  const last = numbersOf(amendments.slice(-1))
  const all = say(
    `这些记录在同一个日志里，第 ${numbersOf(amendments)} 条写明更正的是第 ${first} 条：` +
      `捐了什么以第 ${first} 条为准，捐赠人以第 ${last} 条为准。`,
    `All stand in the same log, and what entry ${first} tells is corrected by entry ${numbersOf(amendments)}: what ` +
      `was given is as entry ${first} says, who gave as entry ${last} says.`,
  )
  const sealed = [gift, ...amendments.slice(0, -1)].filter(({ facts }) => facts.commit?.donor !== undefined)
  if (sealed.length === 0) return [all]
  const former = say(
    `第 ${numbersOf(sealed)} 条密封的是更正前的姓名，账本已不保存；更正前保存过证明文件的人仍可在这里验证它。`,
    `A former name is sealed by entry ${numbersOf(sealed)}, and the book no longer keeps it; whoever kept a proof ` +
      'from before the correction can still check it here.',
  )
  return [all, former]
}

/** What the record of a correction is called. @param {number} place from 0 @param {number} count */
const correctionTitle = (place, count) =>
  count === 1
    ? say('更正捐赠人的记录', 'The entry that corrected the donor')
    : say(`第 ${place + 1} 次更正捐赠人的记录`, `Correction ${place + 1} of the donor`)

/**
 * The parts about good proofs: one record, or the gift and its amendments.
 * @param {Found[]} found @param {HTMLElement} box @param {number} asked
 */
function partsOf(found, box, asked) {
  const [gift, ...amendments] = found
  if (gift === undefined) return []
  if (amendments.length === 0) return [{ heading: '', lines: sentences(gift, asked, saidLater(gift, box)) }]
  return [
    { heading: say('这笔捐赠的记录', 'The entry of the gift'), lines: sentences(gift, asked, []) },
    ...amendments.map((each, place) => ({
      heading: correctionTitle(place, amendments.length),
      lines: sentences(each, asked, []),
    })),
    { heading: say('合起来看', 'All together'), lines: together(gift, amendments) },
  ]
}

/** Judges the proofs of one gift. @param {HTMLElement} box @param {(() => Promise<ArrayBuffer>)[]} reads */
async function judge(box, reads) {
  try {
    if (!globalThis.crypto?.subtle) throw new ProofError('no_crypto')
    const vkey = await (await fetched(box.dataset.vkey ?? '')).text()
    const witnesses = (box.dataset.witnesses ?? '').split(' ').filter((key) => key !== '')
    const check = async (/** @type {() => Promise<ArrayBuffer>} */ read) =>
      checkProof(new Uint8Array(await read()), vkey.trim(), witnesses)
    const found = await Promise.all(reads.map(check))
    const fits = found.every((each, place) => isAbout(each, box) && (place === 0 || isAmendment(each)))
    if (!fits) throw new ProofError('other_gift')
    if (found.some(({ index }, place) => index <= (found[place - 1]?.index ?? -1n))) throw new ProofError('order')
    const signed = found.every((each) => each.signed)
    const title = signed
      ? say('验证通过', 'The proof holds')
      : say('部分通过：签名未核对', 'In part: the signature was not checked')
    show(box, signed, title, partsOf(found, box, witnesses.length))
  } catch (error) {
    const code = error instanceof ProofError ? error.code : ''
    const [zh, en] = reasons[code] ?? unreadable
    show(box, false, say('验证未通过', 'The proof does not hold'), [{ heading: '', lines: [say(zh, en)] }])
  }
}

for (const box of document.querySelectorAll('[data-proofs]')) {
  if (!(box instanceof HTMLElement)) continue
  for (const part of box.querySelectorAll('[data-scripted]')) part.removeAttribute('hidden')
  box.querySelector('[data-check]')?.addEventListener('click', () => {
    const addresses = (box.dataset.proofs ?? '').split(' ')
    void judge(
      box,
      addresses.map((address) => async () => (await fetched(address)).arrayBuffer()),
    )
  })
  box.querySelector('input[type=file]')?.addEventListener('change', ({ target }) => {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : null
    if (file) void judge(box, [() => file.arrayBuffer()])
  })
}
