import { parseAmount, wireAmount } from '../app/amount'
import type { Field, Row, Value, Values } from '../api/types'
import { parseDay, parseInstant } from './days'
import { instantOf, showInstant, today } from './format'

/** What a form holds: text for most kinds, so that nothing typed is lost or rounded. */
export type FormValues = Record<string, string | boolean | null | undefined>

/** What is wrong with what was typed, judged by the metadata alone. The server judges the rest. */
export type Complaint =
  | { key: 'rule.required' }
  | { key: 'rule.amount' | 'rule.integer' | 'rule.hours' | 'rule.day' | 'rule.instant' }
  | { key: 'rule.min' | 'rule.max' | 'rule.length'; limit: string }

function compare(field: Field, left: string, right: string): number {
  if (field.kind === 'amount') {
    const [a, b] = [parseAmount(left) ?? 0n, parseAmount(right) ?? 0n]
    return a < b ? -1 : a > b ? 1 : 0
  }
  if (field.kind === 'integer') return Number(left) - Number(right)
  // Days and instants sort as they are written.
  return left < right ? -1 : left > right ? 1 : 0
}

function complaintAboutForm(field: Field, typed: string): Complaint | null {
  if (field.kind === 'amount' && parseAmount(typed) === null) return { key: 'rule.amount' }
  if (field.kind === 'integer' && !/^-?\d{1,15}$/.test(typed)) return { key: 'rule.integer' }
  if (field.kind === 'hours' && !/^\d+(:[0-5]\d)?$/.test(typed)) return { key: 'rule.hours' }
  if (field.kind === 'day' && parseDay(typed, today()) === null) return { key: 'rule.day' }
  if (field.kind === 'instant' && parseInstant(typed, today()) === null) return { key: 'rule.instant' }
  return null
}

/** Typed text as it is compared with limits and sent. */
function settled(field: Field, typed: string): string {
  if (field.kind === 'day') return parseDay(typed, today()) ?? typed
  const at = field.kind === 'instant' ? parseInstant(typed, today()) : null
  return at === null ? typed : instantOf(at)
}

/** The first complaint about a typed value, or null. */
export function complaintAbout(field: Field, value: FormValues[string]): Complaint | null {
  if (typeof value === 'boolean') return null
  const typed = (value ?? '').trim()
  if (typed === '') return field.required ? { key: 'rule.required' } : null
  const complaint = complaintAboutForm(field, typed)
  if (complaint) return complaint
  const { min, max, max_length: length } = field
  const ordered = ['amount', 'integer', 'day', 'instant'].includes(field.kind)
  const sent = settled(field, typed)
  if (ordered && min !== undefined && compare(field, sent, String(min)) < 0) {
    return { key: 'rule.min', limit: String(min) }
  }
  if (ordered && max !== undefined && compare(field, sent, String(max)) > 0) {
    return { key: 'rule.max', limit: String(max) }
  }
  if (field.kind === 'text' && length !== undefined && Array.from(typed).length > length) {
    return { key: 'rule.length', limit: String(length) }
  }
  return null
}

function wireValue(field: Field, value: FormValues[string]): Value {
  if (field.kind === 'flag') return value === true
  const typed = typeof value === 'string' ? (field.secret ? value : value.trim()) : ''
  if (typed === '') return null
  if (field.kind === 'amount') return wireAmount(parseAmount(typed) ?? 0n)
  if (field.kind === 'integer') return Number(typed)
  return settled(field, typed)
}

/** The typed values as the API takes them; empty ones are left out. */
export function wireValues(fields: Field[], values: FormValues): Values {
  const entries = fields.map((field) => [field.name, wireValue(field, values[field.name])] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}

/** Only what differs from the row: an emptied field is sent as null. */
export function changedValues(fields: Field[], values: FormValues, row: Row): Values {
  const before = formValues(fields, row)
  const entries = fields
    .filter((field) => (values[field.name] ?? null) !== (before[field.name] ?? null))
    .map((field) => [field.name, wireValue(field, values[field.name])] as const)
  return Object.fromEntries(entries)
}

/** A row as a form holds it. */
export function formValues(fields: Field[], row: Values): FormValues {
  const entries = fields.map((field) => {
    const value = row[field.name]
    if (field.kind === 'flag') return [field.name, value === true] as const
    if (value === null || value === undefined) return [field.name, null] as const
    if (field.kind === 'instant') return [field.name, showInstant(String(value))] as const
    return [field.name, String(value)] as const
  })
  return Object.fromEntries(entries)
}
