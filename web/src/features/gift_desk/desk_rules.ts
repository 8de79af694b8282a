import { parseAmount } from '../../app/amount'
import type { Field } from '../../api/types'
import type { FormValues } from '../../schema/values'

/** The order of the desk's own fields; what the command asks besides comes after them. */
const order = [
  'donor_kind',
  'donor_name',
  'alias',
  'amount',
  'day',
  'channel',
  'campaign',
  'purpose',
  'restriction',
  'reference',
  'payment_note',
]

/** What stays for the next gift: a desk takes many gifts of one day, channel and campaign. */
const kept = new Set(['donor_kind', 'day', 'channel', 'campaign', 'purpose', 'restriction'])

function position(field: Field): number {
  const index = order.indexOf(field.name)
  return index < 0 ? order.length : index
}

/** The fields the desk asks, in its order. */
export function deskFields(fields: Field[]): Field[] {
  return fields
    .filter((field) => field.name !== 'branch' && !field.read_only)
    // One line each: at the desk Enter moves on.
    .map((field) => ({ ...field, multiline: false }))
    .toSorted((left, right) => position(left) - position(right))
}

/** The fields that apply to what was chosen so far; a name, alias or restriction that is asked must be given. */
export function askedFields(fields: Field[], values: FormValues): Field[] {
  const kind = values.donor_kind
  const asked: Record<string, boolean> = {
    donor_name: kind === 'person' || kind === 'organisation',
    alias: kind === 'alias',
    restriction: values.purpose !== undefined && values.purpose !== null && values.purpose !== 'unrestricted',
  }
  return fields.flatMap((field) => {
    const applies = asked[field.name]
    if (applies === undefined) return [field]
    return applies ? [{ ...field, required: true }] : []
  })
}

/** How the desk starts: today, the first kind of donor, no restriction. */
export function firstValues(fields: Field[], day: string): FormValues {
  const values: FormValues = {}
  for (const field of fields) {
    if (field.name === 'day') values.day = day
    if (field.name === 'donor_kind') values.donor_kind = field.choices?.[0]?.value ?? null
    if (field.name === 'purpose') {
      const plain = field.choices?.find((choice) => choice.value === 'unrestricted')
      values.purpose = plain?.value ?? field.choices?.[0]?.value ?? null
    }
  }
  return values
}

/** The form for the next gift after one was saved. */
export function nextValues(fields: Field[], values: FormValues): FormValues {
  return Object.fromEntries(
    fields.map((field) => [field.name, kept.has(field.name) ? (values[field.name] ?? null) : null]),
  )
}

/** The typed amount in fen, when it is one and more than nothing. */
export function typedFen(values: FormValues): bigint | null {
  const fen = typeof values.amount === 'string' ? parseAmount(values.amount) : null
  return fen !== null && fen > 0n ? fen : null
}
