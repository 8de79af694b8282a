import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, query } from '../../api/client'
import type { Text } from '../../api/types'

/** What lies in one fund; amounts are yuan as text. */
export type Fund = {
  branch: string
  /** The id of the purpose; "" for unrestricted money. */
  purpose: string
  fund: string
  name: Text
  unspent: string
  /** Given on platforms that have not paid out yet. */
  on_platforms: string
  reserved: string
  free: string
  oldest: string
  age_days: number
  idle_days: number
  /** Of it, older than the alarm of the fund. */
  idle: string
}

type WaitingSum = {
  count: number
  amount: string
  oldest: string
  /** Of the oldest. */
  age_days: number
  late: number
  late_amount: string
}

/** What waits at one step of the money. */
export type WaitingStep = WaitingSum & {
  step: string
  title: Text
  record: string
  state: string
  capability: string
}

/** What waits at a step in one fund of one branch; late when older than its alarm. */
export type WaitingFund = WaitingSum & {
  branch: string
  branch_name: Text
  purpose: string
  name: Text
  alarm_days: number
}

export type WaitingEntry = {
  /** "" where the entries of a day lie together. */
  id: string
  title: string
  branch: string
  branch_name: Text
  purpose: string
  fund_name: Text
  amount: string
  since: string
  /** The day it was done, too late; "" while it waits. */
  until: string
  age_days: number
  alarm_days: number
  /** Of the gifts that lie together, where they are counted. */
  count: number
  is_late: boolean
}

export type OpenedStep = WaitingStep & { funds: WaitingFund[]; entries: WaitingEntry[] }

/** An allocation its receiver has not answered. */
export type InTransit = {
  id: string
  branch: string
  from_name: Text
  to: string
  to_name: Text
  title: string
  amount: string
  sent_on: string
  age_days: number
  is_late: boolean
}

type Scope = { branch: string | undefined; own?: boolean }

function useSpending<Answer>(what: string, { branch, own = false }: Scope) {
  return useQuery({
    // Under "figures": forgotten whenever something was written.
    queryKey: ['figures', 'spending', what, branch, own],
    queryFn: ({ signal }) =>
      call<Answer>(`/spending/${what}${query({ branch, subtree: own ? null : '1' })}`, { signal }),
    placeholderData: keepPreviousData,
    enabled: branch !== undefined,
  })
}

export const useFunds = (scope: Scope) => useSpending<{ funds: Fund[] }>('funds', scope)
export const useWaiting = (scope: Scope) => useSpending<{ steps: WaitingStep[] }>('waiting', scope)
export const useWaitingAt = (step: string, scope: Scope) =>
  useSpending<OpenedStep>(`waiting/${step}`, scope)
export const useTransit = (scope: Scope) =>
  useSpending<{ allocations: InTransit[]; count: number; late: number }>('transit', scope)
