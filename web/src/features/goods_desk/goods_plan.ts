import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/client'
import type { Text } from '../../api/types'

export type GoodsColumn = { index: number; header: string; field: string | null }

export type GoodsSheet = {
  index: number
  name: string
  title: string
  profile: string
  header_row: number
  rows: number
  day: string | null
  problem: Text | null
  columns: GoodsColumn[]
  footers: { row: number; text: string }[]
}

export type PlannedLine = { row: number; item: string; specification: string; quantity: number; unit: string }
export type PlannedGift = { sheet: number; row: number; donor: string; day: string | null; lines: PlannedLine[] }

export type GoodsQuestion = {
  sheet: number
  sheet_name: string
  row: number
  column: string | null
  item: string
  quantity: string
  /** Answers to choose from. */
  readings: string[]
  reason: Text
}

/** A list of goods as the server read it: docs/formats/api.md. */
export type GoodsPlan = {
  id: string
  file: string
  gift_count: number
  line_count: number
  question_count: number
  known_batch: string | null
  day: string | null
  fields: { name: string; label: Text; required: boolean }[]
  sheets: GoodsSheet[]
  gifts: PlannedGift[]
  questions: GoodsQuestion[]
  warnings: Text[]
}

/** Quantities of unclear rows by `keyOf`; "" leaves a row out. */
export type Answers = Record<string, string>

export const keyOf = ({ sheet, row }: { sheet: number; row: number }) => `${sheet}:${row}`

/** Columns an officer gave another meaning, by sheet. */
export type Mappings = Record<number, Record<string, string>>

type Change = { day: string | null; answers: Answers; mappings: Mappings }

/** What the server is told about a plan. */
export function changeOf(plan: GoodsPlan, { day, answers, mappings }: Change) {
  return {
    day,
    answers: Object.entries(answers).map(([key, quantity]) => {
      const [sheet, row] = key.split(':').map(Number)
      return { sheet, row, quantity }
    }),
    sheets: plan.sheets
      .filter(({ index }) => mappings[index])
      .map(({ index, header_row }) => ({ index, header_row, columns: mappings[index] })),
  }
}

/** The meanings of a sheet's columns with one of them changed; a field stands above one column only. */
export function withColumn(
  sheet: GoodsSheet,
  before: Record<string, string> | undefined,
  index: number,
  field: string | null,
) {
  const now =
    before ??
    Object.fromEntries(
      sheet.columns.flatMap((column) => (column.field === null ? [] : [[String(column.index), column.field]])),
    )
  const others = Object.entries(now).filter(([key, name]) => key !== String(index) && name !== field)
  return Object.fromEntries(field === null ? others : [...others, [String(index), field]])
}

export function useGoodsPlan(id: string | undefined) {
  return useQuery({
    queryKey: ['goods-imports', id],
    queryFn: ({ signal }) => call<GoodsPlan>(`/goods-imports/${id}`, { signal }),
    enabled: id !== undefined,
  })
}
