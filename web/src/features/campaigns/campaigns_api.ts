import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, query } from '../../api/client'
import type { Text } from '../../api/types'

/** What a plan must have done by a day, or a campaign must have disclosed. */
export type Deadline = {
  duty: string
  title: Text
  source: Text
  due: string
  days_left: number
  is_met: boolean
  is_late: boolean
}

/** A deadline in the list of what is due: of a plan, or of a campaign by the calendar. */
export type Due = Deadline & { branch: string; plan: string; campaign: string; name: string }

export type Plan = {
  id: string
  branch: string
  name: string
  state: string
  filing_number: string
  certificate_number: string
  deadlines: Deadline[]
}

/** Amounts are yuan as text. */
export type Campaign = {
  id: string
  branch: string
  name: string
  state: string
  begins: string
  ends: string
  target: string
  /** Given by the public; what others added to it is not in it. */
  amount: string
  gifts: number
  raises_publicly: boolean
  platform: string
  platform_link: string
  plan: Plan | null
}

/** A team of a campaign; what was given to it by the public. */
export type Team = {
  id: string
  name: string
  kind: Text
  goal: string
  amount: string
  gifts: number
  rank: number
}

/** One kind of match, kept apart from what the public gave. */
export type MatchSums = {
  kind: string
  title: Text
  promised: string
  settled: string
  given_up: string
  /** Because gifts were given back. */
  taken_back: string
  receivable: string
}

export type OpenedCampaign = Campaign & { teams: Team[]; matches: MatchSums[] }

/** A team, or what belongs to none, in the platform's files, in the book and at the bank. */
export type Reconciled = {
  /** "" for what belongs to no team, and for the total. */
  team: string
  name: string
  gifts: number
  in_file: string
  in_book: string
  difference: string
  reason: Text
  matches: MatchSums[]
}

/** A payout as the book has it, and which statements have it too. */
export type Payout = {
  branch: string
  entry: number
  day: string
  amount: string
  at_platform: boolean
  at_bank: boolean
}

/** A platform: what it collected for a project, paid out, and what the bank received. */
export type PayoutRow = {
  channel: string
  name: string
  gifts: number
  collected: string
  paid_out: string
  at_platform: string
  at_bank: string
  waiting: string
  difference: string
  reason: Text
  payouts: Payout[]
  unclaimed: { branch: string; day: string; amount: string }[]
}

/** What of a pledge is still to be paid. */
export type Instalment = {
  branch: string
  pledge: string
  number: string
  donor: string
  due_on: string
  amount: string
  open: string
  days_left: number
  is_late: boolean
}

function useGiving<Answer>(what: string, branch: string | undefined, own = false) {
  return useQuery({
    // Under "figures": forgotten whenever something was written.
    queryKey: ['figures', 'giving', what, branch, own],
    queryFn: ({ signal }) =>
      call<Answer>(`/giving/${what}${query({ branch, subtree: own ? null : '1' })}`, { signal }),
    placeholderData: keepPreviousData,
    enabled: branch !== undefined,
  })
}

export const useDue = (branch: string | undefined) => useGiving<{ deadlines: Due[] }>('deadlines', branch)
export const useCampaigns = (branch: string | undefined) =>
  useGiving<{ campaigns: Campaign[] }>('campaigns', branch)
export const useCampaign = (id: string, branch: string | undefined) =>
  useGiving<OpenedCampaign>(`campaigns/${id}`, branch)
export const useReconciliation = (id: string, branch: string | undefined) =>
  useGiving<{ rows: Reconciled[]; total: Reconciled[] }>(`campaigns/${id}/reconciliation`, branch)
export const usePayouts = (id: string, branch: string | undefined) =>
  useGiving<{ rows: PayoutRow[] }>(`campaigns/${id}/payouts`, branch)
export const useInstalments = (branch: string | undefined) =>
  useGiving<{ instalments: Instalment[] }>('instalments', branch)
