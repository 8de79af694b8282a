import { branchCodes, histories, makeGift, newId, note, records } from './data.mjs'
import { Refusal, invalid, notFound } from './http.mjs'
import { meta } from './meta.mjs'

function typeOf(name) {
  const type = meta.records.find((each) => each.name === name)
  if (!type) throw notFound()
  return type
}

function findRow(name, id) {
  const row = (records[name] ?? []).find((each) => each.id === id)
  if (!row) throw notFound()
  return row
}

/** A row as it is shown: full values stay here. */
function masked(row) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('full_')))
}

function compare(left, right, kind) {
  if (kind === 'amount' || kind === 'integer') return Number(left ?? 0) - Number(right ?? 0)
  return String(left ?? '') < String(right ?? '') ? -1 : String(left ?? '') > String(right ?? '') ? 1 : 0
}

function matches(row, type, parameters) {
  const q = parameters.get('q')
  if (q && !Object.entries(row).some(([name, value]) => !/_at$|^id$/.test(name) && String(value).includes(q))) {
    return false
  }
  return type.fields.every((field) => {
    const value = row[field.name]
    const [exact, min, max] = ['', '.min', '.max'].map((end) => parameters.get(field.name + end))
    if (exact && String(value) !== exact) return false
    if (min && compare(value, min, field.kind) < 0) return false
    return !(max && compare(value, max, field.kind) > 0)
  })
}

export function listRows(name, parameters) {
  const type = typeOf(name)
  const codes = branchCodes(parameters.get('branch'), parameters.get('subtree') === '1')
  let rows = (records[name] ?? []).filter(
    (row) => (!codes || codes.includes(row.branch)) && matches(row, type, parameters),
  )
  const sort = parameters.get('sort')
  if (sort) {
    const key = sort.replace(/^-/, '')
    const kind = type.fields.find((field) => field.name === key)?.kind
    if (!kind) throw invalid({ sort: ['不能按此排序。', 'Cannot sort by this.'] })
    rows = rows.toSorted((a, b) => compare(a[key], b[key], kind) * (sort.startsWith('-') ? -1 : 1))
  }
  const start = Number(parameters.get('cursor') ?? 0)
  const end = start + Number(parameters.get('limit') ?? 50)
  return { rows: rows.slice(start, end).map(masked), next: end < rows.length ? String(end) : null }
}

export function readRow(name, id) {
  return masked(findRow(name, id))
}

function check(fields, values) {
  const errors = {}
  for (const field of fields) {
    const value = values[field.name]
    if (field.required && (value === undefined || value === null || value === '')) {
      errors[field.name] = ['请填写。', 'Please fill this in.']
    }
  }
  if (values.ends_on && values.starts_on && values.ends_on < values.starts_on) {
    errors.ends_on = ['结束不能早于开始。', 'The end may not come before the start.']
  }
  if (values.day && values.day > new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)) {
    errors.day = ['日期不能在今天以后。', 'The day may not lie in the future.']
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
}

export function createRow(name, values) {
  const type = typeOf(name)
  check(type.fields.filter((field) => !field.read_only), values)
  const at = new Date().toISOString()
  const first = type.state_field ? { [type.state_field]: type.transitions[0]?.from[0] } : {}
  const row = { id: newId(), branch: 'LYG', version: 1, created_at: at, updated_at: at, ...first, ...values }
  for (const field of type.fields) row[field.name] ??= null
  records[name].unshift(row)
  note(row.id, 'create')
  return { id: row.id, version: 1 }
}

export function updateRow(name, id, values, match) {
  const row = findRow(name, id)
  if (match !== `"${row.version}"`) {
    throw new Refusal(409, 'conflict', '别人刚刚改过。请重新打开再修改。', 'Somebody changed it meanwhile. Open it again.')
  }
  check(typeOf(name).fields.filter((field) => field.name in values), { ...row, ...values })
  const changes = Object.entries(values).map(([field, to]) => ({ field, from: row[field] ?? null, to }))
  Object.assign(row, values, { version: row.version + 1, updated_at: new Date().toISOString() })
  note(id, 'update', undefined, changes)
  return { id, version: row.version }
}

export function stepRow(name, id, step, body) {
  const row = findRow(name, id)
  if (step === 'reveal') {
    note(id, 'reveal', body.reason)
    const full = Object.entries(row).filter(([key]) => key.startsWith('full_'))
    return { ...masked(row), ...Object.fromEntries(full.map(([key, value]) => [key.slice(5), value])) }
  }
  const type = typeOf(name)
  const transition = type.transitions.find((each) => each.name === step)
  if (!transition) throw notFound()
  const from = row[type.state_field]
  if (transition.needs_reason && !body.reason) throw invalid({ reason: ['请写明原因。', 'Give the reason.'] })
  Object.assign(row, { [type.state_field]: transition.to, version: row.version + 1 })
  note(id, step, body.reason, [{ field: type.state_field, from, to: transition.to }])
  return { id, version: row.version }
}

export function historyOf(id) {
  return { entries: histories.get(id) ?? [] }
}

function recordGift(values) {
  const command = meta.commands.find((each) => each.name === 'giving.record_gift')
  check(command.fields, values)
  const gift = makeGift({ ...values, donor: values.alias ?? values.donor_name ?? '爱心人士' })
  records['giving.gift'].unshift(gift)
  note(gift.id, 'create')
  const { id, version, receipt_number, amount } = gift
  return { id, version, receipt_number, receipt_year: 2026, amount }
}

function undoGift(state) {
  return (values) => {
    if (!values.reason) throw invalid({ reason: ['请写明原因。', 'Give the reason.'] })
    const gift = findRow('giving.gift', values.gift)
    note(gift.id, state, values.reason, [{ field: 'state', from: gift.state, to: state }])
    Object.assign(gift, { state, version: gift.version + 1 })
    return { id: gift.id, version: gift.version }
  }
}

const handlers = {
  'giving.record_gift': recordGift,
  'giving.refund_gift': undoGift('refunded'),
  'giving.void_receipt': undoGift('voided'),
  'identity.invite_user': () => ({ id: newId(), link: 'http://127.0.0.1:8080/console/welcome#made-up-token' }),
  'identity.create_token': () => ({ id: newId(), token: 'boai_made_up_token' }),
}

const answers = new Map()

/** Carries a command out once per key; the same key gets the same answer. */
export function runCommand(name, values, key) {
  const handler = handlers[name]
  if (!handler) throw notFound()
  if (key && answers.has(key)) return answers.get(key)
  const answer = handler(values)
  if (key) answers.set(key, answer)
  return answer
}

export function figureOf(name, parameters) {
  const codes = branchCodes(parameters.get('branch'), parameters.get('subtree') === '1')
  const [from, to, by] = ['from', 'to', 'by'].map((each) => parameters.get(each))
  const amount = name === 'giving.income_amount'
  const rows = new Map()
  let total = 0
  for (const gift of records['giving.gift']) {
    if (gift.day < from || gift.day > to || (codes && !codes.includes(gift.branch))) continue
    const value = amount ? Math.round(Number(gift.amount) * 100) : 1
    const key = gift[by] ?? ''
    const row = rows.get(key) ?? { key, label: gift[`${by}_label`] ?? labelOf(by, key), value: 0 }
    row.value += value
    total += value
    rows.set(key, row)
  }
  return { figure: name, unit: amount ? 'fen' : 'count', from, to, total, rows: [...rows.values()] }
}

function labelOf(by, key) {
  if (by === 'branch') return records['society.branch'].find((each) => each.code === key)?.name ?? key
  if (key === '') return { zh: '（无）', en: '(none)' }
  const field = typeOf('giving.gift').fields.find((each) => each.name === by)
  return field?.choices?.find((each) => each.value === key)?.label ?? key
}
