import { newId, records } from './data.mjs'
import { notFound } from './http.mjs'

const imports = new Map()

const fields = [
  ['donor_name', '捐赠人', 'Donor', false],
  ['amount', '金额', 'Amount', true],
  ['reference', '交易号', 'Reference', false],
  ['payment_note', '付款附言', 'Payment note', false],
  ['day', '日期', 'Day', false],
].map(([name, zh, en, required]) => ({ name, label: { zh, en }, required }))

const guesses = { 捐赠人: 'donor_name', 姓名: 'donor_name', 金额: 'amount', 交易号: 'reference', 附言: 'payment_note' }

const fen = (text) => Math.round(Number(text) * 100)
const yuan = (value) => (value / 100).toFixed(2)

function judge(plan, rows) {
  const columns = plan.sheets[0].columns
  const amount = columns.find((column) => column.field === 'amount')?.index
  plan.errors = []
  let sum = 0
  rows.forEach((cells, index) => {
    const value = cells[amount]
    if (amount === undefined || !/^\d+(\.\d{1,2})?$/.test(value ?? '')) {
      const reason = { zh: '金额不是数字。', en: 'The amount is not a number.' }
      plan.errors.push({ sheet: 'Sheet1', row: index + 2, column: columns[amount]?.header ?? '金额', reason })
    } else sum += fen(value)
  })
  const gift = records['giving.gift'][0]
  const doubt = { zh: '与账上一笔同日同额同名。', en: 'Same day, amount and name as one in the book.' }
  plan.doubts = []
  plan.doubtful_sum = '0.00'
  if (rows.length > 2) {
    const [donor_name = ''] = rows[1]
    const place = { sheet: 'Sheet1', row: 3, column: 'B', donor_name, amount: rows[1][amount] ?? '0.00', day: plan.day }
    plan.doubts.push({ ...place, reason: doubt, existing: gift.id, decision: null })
    plan.doubtful_sum = place.amount
  }
  plan.doubtful = plan.doubts.length
  plan.refused = plan.errors.length
  plan.rows = rows.length
  plan.accepted = rows.length - plan.refused - plan.doubtful
  plan.sum = yuan(sum)
  plan.accepted_sum = yuan(sum - fen(plan.doubtful_sum))
  Object.assign(plan.sheets[0], { rows: rows.length, sum: plan.sum })
}

/** Reads a comma-separated file whose last line may say 合计. */
export function planImport(file, body) {
  const lines = body.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/)
  const [header = [], ...rest] = lines.map((line) => line.split(','))
  const footer = rest.findIndex((cells) => cells[0]?.startsWith('合计'))
  const rows = footer < 0 ? rest : rest.slice(0, footer)
  const stated = footer < 0 ? null : (rest[footer][1] ?? null)
  const earlier = [...imports.values()].find((each) => each.text === body.toString() && each.plan.state === 'committed')
  const plan = {
    id: newId(),
    file,
    state: 'planned',
    same_file: earlier ? { import: earlier.plan.id, at: earlier.at } : null,
    profile: null,
    channel: records['giving.channel'][1].id,
    campaign: null,
    day: '2026-02-05',
    sheets: [
      {
        index: 0,
        name: 'Sheet1',
        title: '捐赠明细',
        day: '2026-02-05',
        header_row: 1,
        columns: header.map((name, index) => ({ index, header: name, field: guesses[name] ?? null })),
        sample: rows.slice(0, 8),
        stated_rows: null,
        stated_sum: stated,
        footers: footer < 0 ? [] : [{ row: footer + 2, text: rest[footer].join(' ') }],
      },
    ],
    fields,
    duplicates: earlier ? rows.length : 0,
    stated_sum: stated,
  }
  judge(plan, rows)
  imports.set(plan.id, { plan, rows, at: new Date().toISOString(), text: body.toString() })
  return plan
}

function find(id) {
  const entry = imports.get(id)
  if (!entry) throw notFound()
  return entry
}

export const readPlan = (id) => find(id).plan

export function replan(id, body) {
  const { plan, rows } = find(id)
  for (const sheet of body.sheets) {
    for (const column of plan.sheets[sheet.index].columns) column.field = sheet.columns[column.index] ?? null
  }
  Object.assign(plan, { channel: body.channel, campaign: body.campaign ?? null, day: body.day ?? null })
  if (body.save_profile) plan.profile = { id: newId(), name: body.save_profile }
  judge(plan, rows)
  return plan
}

/** Books the good rows and the doubtful ones that were taken. */
export function commitImport(id, { decisions = [] }) {
  const { plan } = find(id)
  plan.accepted += decisions.filter(({ decision }) => decision === 'take').length
  plan.state = 'running'
  return plan
}

/** Reports a booking that takes a second. */
export function followImport(id, send, ended) {
  const { plan } = find(id)
  let done = 0
  const timer = setInterval(() => {
    done = Math.min(plan.accepted, done + Math.ceil(plan.accepted / 5))
    send('progress', { state: 'running', done, total: plan.accepted })
    if (done < plan.accepted) return
    clearInterval(timer)
    plan.state = 'committed'
    send('done', plan)
    ended()
  }, 200)
}

export function undoImport(id) {
  const { plan } = find(id)
  plan.state = 'undone'
  return plan
}

export function recentImports() {
  const rows = [...imports.values()].toReversed().map(({ plan, at }) => ({
    id: plan.id,
    file: plan.file,
    state: plan.state,
    at,
    by_name: '林岚',
    accepted: plan.accepted,
    sum: plan.sum,
  }))
  return { rows }
}
