import texts from '../../../texts.json'
import { parseAmount } from '../../app/amount'
import type { Field, Text } from '../../api/types'
import type { FormValues } from '../../schema/values'

/** The order of the desk's own fields; what the command asks besides comes after them. */
const order = [
  'donor_kind',
  'donor_name',
  'amount',
  'day',
  'channel',
  'campaign',
  'purpose',
  'reference',
  'payment_note',
  'donor_person',
  'donor_organisation',
  'publish_name',
  'name_consent_on',
  'receipt_waived',
]

/** Asked of every gift; the rest is folded away until it is wanted. */
const always = new Set(['donor_kind', 'donor_name', 'amount', 'day', 'channel', 'campaign', 'purpose'])

/** What stays for the next gift: a desk takes many gifts of one day, channel and campaign. */
const kept = new Set(['donor_kind', 'day', 'channel', 'campaign', 'purpose'])

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

/** What the name means for each kind of donor; an anonymous one has none. */
const nameLabels: Record<string, Text> = {
  person: texts['desk.name_person'],
  organisation: texts['desk.name_organisation'],
  alias: texts['desk.name_alias'],
}

function forKind(field: Field, values: FormValues): Field | null {
  const kind = String(values.donor_kind ?? '')
  const hasName = kind in nameLabels
  switch (field.name) {
    case 'donor_name':
      return hasName ? { ...field, label: nameLabels[kind] ?? field.label, help: null, required: true } : null
    case 'donor_person':
      // Behind an alias stands somebody the society may know.
      return kind === 'person' || kind === 'alias' ? field : null
    case 'donor_organisation':
      return kind === 'organisation' ? field : null
    case 'publish_name':
      return kind === 'person' || kind === 'organisation' ? field : null
    case 'name_consent_on':
      return values.publish_name === true ? field : null
    default:
      return field
  }
}

/** The fields that apply to what was chosen so far; a name that is asked must be given. */
export function askedFields(fields: Field[], values: FormValues): Field[] {
  return fields.flatMap((field) => forKind(field, values) ?? [])
}

/** Whether the field is one of the few every gift needs. */
export function isAlwaysAsked(field: Field): boolean {
  return field.required || always.has(field.name)
}

/** What an emergency leaves to be asked, in its order: the amount, who gave if they say so, and how. */
const brief = ['amount', 'donor_name', 'channel']

/** The fields of the emergency desk; without a name the gift is an anonymous one. */
export function briefFields(fields: Field[]): Field[] {
  return brief.flatMap((name) => {
    const field = fields.find((each) => each.name === name)
    if (!field) return []
    const asked = name === 'donor_name' ? { ...field, label: texts['desk.name_brief'], help: null } : field
    return [{ ...asked, required: name !== 'donor_name' }]
  })
}

/** What the emergency desk fills in by itself. */
export function briefValues(typed: FormValues, campaign: string, day: string): Record<string, string> {
  const named = String(typed.donor_name ?? '').trim() !== ''
  return { donor_kind: named ? 'person' : 'anonymous', campaign, day }
}

/** How the desk starts: today, the first kind of donor. */
export function firstValues(fields: Field[], day: string): FormValues {
  const values: FormValues = {}
  for (const field of fields) {
    if (field.name === 'day') values.day = day
    if (field.name === 'donor_kind') values.donor_kind = field.choices?.[0]?.value ?? null
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
