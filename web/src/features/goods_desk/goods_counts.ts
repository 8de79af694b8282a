import { useQuery } from '@tanstack/react-query'
import { call, query } from '../../api/client'
import type { Text } from '../../api/types'
import { useBranch } from '../../app/branch'

export type LineToCount = {
  id: string
  item: string
  specification: string
  quantity: number
  unit: string
  /** Counted apart before; null where it was not. */
  counted: number | null
  /** Yuan; "" without a value. */
  value: string
  expires_on: string
}

export type GiftToCount = {
  id: string
  branch: string
  version: number
  day: string
  /** Masked; "" for nobody. */
  donor: string
  reference: string
  /** Who entered the gift or a line of it, and cannot count it. */
  makers: string[]
  lines: LineToCount[]
}

type CountingList = { gifts: GiftToCount[]; more: boolean }

export type CountResult =
  | { gift: string; ok: true; version: number }
  | { gift: string; ok: false; code: string; detail: Text; errors?: { field: string; message: Text }[] }

/** What was typed beside a line; "" where it is as the list says. */
export type Typed = { counted: string; value: string }
export type TypedByLine = Record<string, Typed>

export const untyped: Typed = { counted: '', value: '' }

const isNumber = (text: string) => /^\d{1,10}$/.test(text)

/** Whether what was typed is a number other than the list's. */
export function differs(line: LineToCount, { counted }: Typed): boolean {
  return isNumber(counted) && Number(counted) !== line.quantity
}

/** Whether the value of what was counted has to be said. */
export function needsValue(line: LineToCount, typed: Typed): boolean {
  return line.value !== '' && differs(line, typed) && Number(typed.counted) !== 0
}

/** Why a line cannot be sent as typed; null when it can. */
export function faultOf(line: LineToCount, typed: Typed): 'number' | 'value' | null {
  if (typed.counted !== '' && !isNumber(typed.counted)) return 'number'
  return needsValue(line, typed) && typed.value.trim() === '' ? 'value' : null
}

/** The count of one gift as the server is told it: the lines that differ, and the version that was looked at. */
export function countOf(gift: GiftToCount, typed: TypedByLine) {
  const lines = gift.lines.flatMap((line) => {
    const said = typed[line.id] ?? untyped
    if (said.counted === '') return []
    const value = needsValue(line, said) ? { value: said.value.trim() } : {}
    return [{ line: line.id, counted: Number(said.counted), ...value }]
  })
  return { gift: gift.id, version: gift.version, lines }
}

export function useGoodsToCount(may: boolean) {
  const { branch } = useBranch()
  return useQuery({
    queryKey: ['goods-to-count', branch?.code],
    queryFn: ({ signal }) =>
      call<CountingList>(`/giving/goods-to-count${query({ branch: branch?.code })}`, { signal }),
    enabled: may && branch !== undefined,
  })
}
