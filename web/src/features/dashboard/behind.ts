import { noReference } from '../../api/queries'
import type { FigureType, RecordType } from '../../api/types'

/** Where and when a figure was asked for, as its parameters say it. */
type Asked = Record<string, string>

/** The field that says on which day a record counts: its "day", else the first there is. */
function dayOf(record: RecordType): string {
  const days = record.fields.filter(({ kind }) => kind === 'day').map(({ name }) => name)
  return days.includes('day') ? 'day' : (days[0] ?? 'day')
}

/** The list's parameters for all records behind a figure. */
export function behindTotal(record: RecordType, asked: Asked): Record<string, string> {
  const { from = '', to = '', subtree } = asked
  const day = dayOf(record)
  return { [`${day}.min`]: from, [`${day}.max`]: to, ...(subtree === '1' ? {} : { own: '1' }) }
}

/** Whether a list of the figure's records can be narrowed to one key of this dimension. */
export function isBehindListed(record: RecordType, by: string): boolean {
  return by === 'branch' || record.fields.some((field) => field.name === by && field.filter)
}

/** The list's parameters for the records behind one key of a figure. */
export function behindKey(record: RecordType, by: string, key: string, asked: Asked): Record<string, string> {
  const whole = behindTotal(record, asked)
  const day = dayOf(record)
  if (by === 'day') return { ...whole, [`${day}.min`]: key, [`${day}.max`]: key }
  // The figure of a branch is its own; what stands below it has keys of its own.
  if (by === 'branch') return { ...whole, branch: key, own: '1' }
  const field = record.fields.find(({ name }) => name === by)
  const isId = /^[0-9A-Za-z]{13}$/.test(key)
  return { ...whole, [by]: field?.kind === 'reference' && !isId ? noReference : key }
}

/** The record type behind a figure, if the reader may list it. */
export function recordBehind(figure: FigureType, records: RecordType[]): RecordType | undefined {
  return records.find(({ name, actions }) => name === figure.record && actions.includes('list'))
}
