import type { Field, RecordType } from '../../api/types'
import { noReference } from '../../api/queries'

/** How many rows a page of a list has. */
export const pageRows = 50

/** True for kinds that are filtered from a least to a most value. */
export function isRange(field: Field): boolean {
  return ['amount', 'integer', 'day', 'instant', 'hours'].includes(field.kind)
}

/** The names of the URL parameters that filter this record type. */
export function filterNames(record: RecordType): string[] {
  return record.fields
    .filter((field) => field.filter)
    .flatMap((field) =>
      isRange(field) ? [field.name, `${field.name}.min`, `${field.name}.max`] : [field.name],
    )
}

/** A list's filters by parameter name, wherever they are kept. */
export type Filtering = (name: string) => string | null

/** The API's parameters of a list. Anything else in the page's URL is left alone. */
export function listParameters(
  record: RecordType,
  filtering: Filtering,
  branch: string | undefined,
): Record<string, string> {
  const parameters: Record<string, string> = {}
  if (branch !== undefined) parameters.branch = branch
  if (filtering('own') !== '1') parameters.subtree = '1'
  for (const name of ['q', 'sort', ...filterNames(record)]) {
    const value = filtering(name)
    if (value !== null && value !== '') parameters[name] = value
  }
  for (const { name, kind } of record.fields) {
    // The API's word for "refers to nothing" is an empty value.
    if (kind === 'reference' && parameters[name] === noReference) parameters[name] = ''
  }
  return parameters
}

/** The fields a list shows: those the user chose, else those the metadata says. */
export function shownFields(record: RecordType, chosen: string[] | null): Field[] {
  if (chosen === null) return record.fields.filter((field) => field.list)
  return record.fields.filter((field) => chosen.includes(field.name))
}

/** The chosen columns as remembered text, and back. */
export function parseColumns(text: string | null): string[] | null {
  return text === null || text === '' ? null : text.split(',')
}
