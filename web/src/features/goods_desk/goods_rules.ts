import type { Field } from '../../api/types'
import type { FormValues } from '../../schema/values'
import { askedFields, deskFields } from '../gift_desk/desk_rules'

/** Asked of every gift in kind; the rest is folded away until it is wanted. */
const alwaysOfGift = new Set(['donor_kind', 'donor_name', 'day', 'delivery', 'recipient', 'campaign', 'purpose'])

/** Asked of every line. */
const alwaysOfLine = new Set(['item', 'specification', 'quantity', 'unit'])

const ofValue = new Set(['value', 'value_proof'])

/** The fields of a gift in kind as far as they apply to what was chosen so far. */
export function giftFields(fields: Field[], values: FormValues): Field[] {
  const isDirect = values.delivery === 'direct'
  return askedFields(deskFields(fields), values).flatMap((field) => {
    if (field.name !== 'recipient') return [field]
    return isDirect ? [{ ...field, required: true }] : []
  })
}

/** The fields of a line: a value is asked only with its basis. */
export function lineFields(fields: Field[], values: FormValues): Field[] {
  const hasBasis = typeof values.value_basis === 'string' && values.value_basis !== 'none'
  return fields
    .filter(({ name }) => name !== 'gift' && name !== 'branch' && (hasBasis || !ofValue.has(name)))
    .map((field) => (ofValue.has(field.name) ? { ...field, required: true } : field))
}

export const isAlwaysOfGift = (field: Field) => field.required || alwaysOfGift.has(field.name)
export const isAlwaysOfLine = (field: Field) => field.required || alwaysOfLine.has(field.name)

/** How a form starts: the first word of each choice that is always asked, and today. */
export function startOf(fields: Field[], day: string): FormValues {
  return Object.fromEntries(
    fields.flatMap((field): [string, FormValues[string]][] => {
      if (field.kind === 'day' && field.required) return [[field.name, day]]
      return field.kind === 'choice' ? [[field.name, field.choices?.[0]?.value ?? null]] : []
    }),
  )
}

/** "30 箱"; what was counted, where it differs from the list, beside what the list says. */
export function quantityShown(quantity: unknown, counted: unknown, unit: unknown): string {
  const listed = `${String(quantity)} ${String(unit)}`
  return counted === null || counted === undefined || counted === quantity
    ? listed
    : `${String(counted)} / ${listed}`
}
