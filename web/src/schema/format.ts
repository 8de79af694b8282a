import { groupAmount } from '../app/amount'
import type { Speech } from '../app/texts'
import type { Field, Row, Value } from '../api/types'

/** "2026-02-05 16:30" of an instant, in the time of the reader's computer. */
export function showInstant(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** "2026-02-05" of the reader's today. */
export function today(): string {
  return showInstant(new Date().toISOString()).slice(0, 10)
}

/** A value as people read it; `row` gives the label of a reference. Empty text when there is none. */
export function showValue(field: Field, value: Value | undefined, speech: Speech, row?: Row): string {
  if (value === null || value === undefined || value === '') return ''
  switch (field.kind) {
    case 'amount':
      return groupAmount(String(value))
    case 'instant':
      return showInstant(String(value))
    case 'flag':
      return speech.t(value === true ? 'yes' : 'no')
    case 'choice':
      return speech.say(field.choices?.find((choice) => choice.value === value)?.label) || String(value)
    case 'reference':
      return String(row?.[`${field.name}_label`] ?? value)
    default:
      return String(value)
  }
}

/** True for kinds that are read down a column by their digits. */
export function isNumeric(field: Field): boolean {
  return field.kind === 'amount' || field.kind === 'integer' || field.kind === 'hours'
}
