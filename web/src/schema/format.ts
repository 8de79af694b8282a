import { groupAmount } from '../app/amount'
import type { Speech } from '../app/texts'
import type { Field, Row, Value } from '../api/types'

/** The clock in China the whole year, as the server counts its days; the computer's own may differ. */
const wallClock = '+08:00'
const wallClockMs = 8 * 3_600_000

/** "2026-02-05 16:30" of an instant, on the clock of the society. */
export function showInstant(instant: string): string {
  const at = new Date(instant).getTime()
  if (Number.isNaN(at)) return instant
  return new Date(at + wallClockMs).toISOString().slice(0, 16).replace('T', ' ')
}

/** The instant of "2026-02-05 16:30" on the clock of the society. */
export function instantOf(shown: string): string {
  return new Date(`${shown.replace(' ', 'T')}${wallClock}`).toISOString()
}

/** "2026-02-05" of the society's today. */
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
