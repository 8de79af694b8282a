import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, query } from '../../api/client'
import type { Text } from '../../api/types'

/** A duty to disclose, with its day. */
export type Deadline = {
  branch: string
  branch_name: Text
  clock: string
  title: Text
  source: Text
  /** "" when it is not of a campaign. */
  campaign: string
  purpose: string
  /** Of the campaign or project, or the year. */
  name: string
  since: string
  due: string
  /** From today; below zero when it is past. */
  days: number
  state: 'met' | 'met_late' | 'waiting' | 'overdue'
  met_on: string
  met_by: string
  link: string
}

export type Finding = { severity: 'error' | 'warning'; code: string; message: Text }

/** What a notice would say if it were published now; amounts are yuan as text. */
export type Preview = {
  gifts: number
  amount: string
  returned: string
  /** Matches received; receivable and held stand beside the balances. */
  matched: string
  receivable: string
  held: string
  goods: number
  goods_value: string
  unpriced: number
  used: string
  closing: string
  rows: number
  findings: Finding[]
  balances: { purpose: string; opening: string; received: string; used: string; closing: string }[]
  first_rows: { day: string; receipt: string; item: string; amount: string; purpose: string }[]
}

export const useCalendar = (branch: string | undefined, own: boolean) =>
  useQuery({
    // Under "figures": forgotten whenever something was written.
    queryKey: ['figures', 'disclosure', 'calendar', branch, own],
    queryFn: ({ signal }) =>
      call<{ deadlines: Deadline[] }>(
        `/giving/calendar${query({ branch, subtree: own ? null : '1' })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
    enabled: branch !== undefined,
  })

export const usePreview = (id: string) =>
  useQuery({
    queryKey: ['figures', 'disclosure', 'preview', id],
    queryFn: ({ signal }) => call<Preview>(`/giving/notices/${id}/preview`, { signal }),
  })
