import { parseAmount } from '../../app/amount'
import type { ImportState, Plan, Sheet, Tone } from '../../api/types'
import type { TextKey } from '../../app/texts'

/** The officer's mapping of one sheet: column index -> field name. */
export type SheetMapping = { index: number; header_row: number; columns: Record<string, string> }

export function mappingOf(sheet: Sheet): SheetMapping {
  const mapped = sheet.columns.flatMap(({ index, field }) => (field === null ? [] : [[String(index), field]]))
  return {
    index: sheet.index,
    header_row: sheet.header_row,
    columns: Object.fromEntries(mapped) as Record<string, string>,
  }
}

/** The mapping with one column given to a field (null: to none); a field belongs to one column only. */
export function withColumn(mapping: SheetMapping, column: number, field: string | null): SheetMapping {
  const others = Object.entries(mapping.columns).filter(
    ([index, name]) => index !== String(column) && name !== field,
  )
  const mine = field === null ? [] : [[String(column), field]]
  return { ...mapping, columns: Object.fromEntries([...others, ...mine]) as Record<string, string> }
}

/** Required fields of the import that no column of the sheet is mapped to. */
export function missingFields(plan: Plan, mapping: SheetMapping) {
  const present = new Set(Object.values(mapping.columns))
  return plan.fields.filter((field) => field.required && !present.has(field.name))
}

/** Whether the file's own totals agree with the rows; null when the file states none. */
export function totalAgrees(plan: Plan): boolean | null {
  if (plan.differences.length > 0) return false
  if (plan.stated_sum === null) return null
  return parseAmount(plan.stated_sum) === parseAmount(plan.sum)
}

export const stateTexts: Record<ImportState, TextKey> = {
  planned: 'import.planned',
  running: 'import.running',
  committed: 'import.committed',
  undone: 'import.undone',
  refused: 'import.refused_state',
}

export const stateTones: Record<ImportState, Tone> = {
  planned: 'wait',
  running: 'wait',
  committed: 'good',
  undone: 'quiet',
  refused: 'bad',
}
