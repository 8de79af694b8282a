import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Problem, call, idempotencyKey, query } from '../../api/client'
import { useForgetRecords, usePage } from '../../api/queries'
import type { Text } from '../../api/types'
import { parseAmount } from '../../app/amount'
import { useBranch } from '../../app/branch'

type Matched = { state: ItemState; reason: Text; match_number: number; note: string }

export type ItemState = 'open' | 'suggested' | 'matched' | 'carried'

export type Line = Matched & {
  id: string
  day: string
  time: string
  amount: string
  payer: string
  reference: string
  /** The other party was erased. */
  erased: boolean
  /** In parts: undone as a split, and not as a match. */
  is_split: boolean
}

export type Entry = Matched & {
  entry: number
  day: string
  amount: string
  kind: Text
  record: string
  source: string
}

/** An account beside its statements: docs/formats/api.md. */
export type Desk = {
  account: string
  signed_to: string | null
  book_balance: string
  statement_balance: string
  statements_from: string | null
  statements_to: string | null
  counts: Partial<Record<ItemState, number>>
  lines: Line[]
  more_entries: boolean
  entries: Entry[]
}

export type StatementColumn = { index: number; header: string; field: string | null }

export type PlannedLine = {
  row: number
  day: string
  time: string
  amount: string
  payer: string
  reference: string
  memo: string
  balance: string | null
}

/** A statement's file as the server read it. */
export type StatementPlan = {
  id: string
  file: string
  layout: Text
  profile: string
  sheet: number
  header_row: number
  line_count: number
  received: string
  paid: string
  begins: string | null
  ends: string | null
  opening: string | null
  closing: string | null
  refused: { row: number; reason: Text }[]
  broken: { row: number; before: string; amount: string; stated: string } | null
  same_file: { file: string; begins: string; ends: string } | null
  problem: Text | null
  columns: StatementColumn[]
  lines: PlannedLine[]
  fields: { name: string; label: Text; required: boolean }[]
  channels: string[]
  warnings: Text[]
}

export const linesShown = 100

export function useDesk(channel: string | undefined, state: string, from: number) {
  const { branch } = useBranch()
  const asked = query({ branch: branch?.code, state, from: String(from), limit: String(linesShown) })
  return useQuery({
    queryKey: ['records', 'reconciliation', channel, asked],
    queryFn: ({ signal }) => call<Desk>(`/reconciliation/${channel}${asked}`, { signal }),
    enabled: channel !== undefined && branch !== undefined,
  })
}

export function useStatementPlan(id: string | undefined) {
  return useQuery({
    queryKey: ['statement-imports', id],
    queryFn: ({ signal }) => call<StatementPlan>(`/statement-imports/${id}`, { signal }),
    enabled: id !== undefined,
  })
}

export type Channel = { id: string; name: string; kind: string }

/** The channels that have statements. */
export function useChannels(): Channel[] {
  const { branch } = useBranch()
  const page = usePage('giving.channel', { branch: branch?.code ?? '', limit: '100' }, branch !== undefined)
  return (page.data?.rows ?? [])
    .map((row) => ({ id: row.id, name: String(row.name), kind: String(row.kind) }))
    .filter(({ kind }) => kind !== 'cash')
}

/** The sum of amounts as the API writes them, in fen. */
export const sumOf = (amounts: string[]) =>
  amounts.reduce((sum, amount) => sum + (parseAmount(amount) ?? 0n), 0n)

type Outcome = { done?: (answer: Record<string, unknown>) => void; refused: (problem: unknown) => void }

/** Runs a command of the branch; after an answer that never came the next try has the same key. */
export function useCommand({ done, refused }: Outcome) {
  const { branch } = useBranch()
  const forget = useForgetRecords()
  const key = useRef(idempotencyKey())
  return useMutation({
    mutationFn: ({ name, json }: { name: string; json: Record<string, unknown> }) =>
      call<Record<string, unknown>>(`/commands/${name}`, {
        method: 'POST',
        json: { branch: branch?.code, ...json },
        headers: { 'Idempotency-Key': key.current },
      }),
    onSuccess: async (answer) => {
      key.current = idempotencyKey()
      await forget()
      done?.(answer)
    },
    onError: (problem) => {
      if (!(problem instanceof Problem && problem.outcomeUnknown)) key.current = idempotencyKey()
      refused(problem)
    },
  })
}

/** Every line of a channel's account with what it is, as a file. */
export const listFile = (channel: string, branch: string | undefined) =>
  `/api/v1/reconciliation/${channel}/lines.csv${query({ branch })}`
