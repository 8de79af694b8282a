import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, query } from '../../api/client'
import { useMeta } from '../../api/queries'
import type { Text } from '../../api/types'
import { useBranch } from '../../app/branch'

export type Duty = {
  /** "" when nobody is on duty. */
  officer: string
  name: string
  since: string
  gaps: { from: string; until: string }[]
}

export type Disclosure = { last: string; due: string; days_left: number; is_late: boolean }

/** An event a branch answers; amounts are yuan as text, moments ISO in UTC. */
export type Emergency = {
  id: string
  branch: string
  name: string
  level: Text
  state: string
  campaign: string
  began_on: string
  opened_at: string
  ended_at: string
  day_number: number
  disclosure: Disclosure
  duty: Duty
}

type Intake = { amount: string; gifts: number }

export type Board = Emergency &
  Intake & {
    now: string
    campaign_name: string
    /** The id of the fund; "" for unrestricted money. */
    purpose: string
    today: Intake
    hours: (Intake & { at: string })[]
    desks: (Intake & { officer: string; name: string; last: string })[]
    backlog: { name: string; title: Text; record: string; count: number; minutes: number }[]
    /** What waits of the fund, step by step in the order of the money. */
    money: { step: string; title: Text; count: number; amount: string; days: number; late: number }[]
    log: { id: string; at: string; kind: Text; name: string; text: string }[]
  }

const everyMinute = 60_000
const everyFewSeconds = 5_000

/** The emergencies of the branch, open ones first; none where they may not be read. */
export function useEmergencies() {
  const { branch } = useBranch()
  const readable = useMeta().records.some(
    ({ name, actions }) => name === 'emergency.emergency' && actions.includes('list'),
  )
  return useQuery({
    // Under "figures": forgotten whenever something was written.
    queryKey: ['figures', 'emergencies', branch?.code],
    queryFn: ({ signal }) =>
      call<{ emergencies: Emergency[] }>(`/emergencies${query({ branch: branch?.code })}`, { signal }),
    refetchInterval: everyMinute,
    enabled: readable && branch !== undefined,
  })
}

/** The open emergency of this id; null while there is none. */
export function useEmergencyOf(id: string | null) {
  const { data, isPending, isEnabled } = useEmergencies()
  const emergency = data?.emergencies.find((each) => each.id === id && each.state === 'open') ?? null
  return { emergency, pending: id !== null && isEnabled && isPending }
}

/** What the board shows, asked again every few seconds. */
export function useBoard(id: string, branch: string | null) {
  return useQuery({
    queryKey: ['figures', 'emergency', id, branch],
    queryFn: ({ signal }) =>
      call<Board>(`/emergencies/${id}/board${query({ branch, subtree: branch ? '1' : null })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: everyFewSeconds,
    refetchIntervalInBackground: true,
  })
}

/** Minutes without anybody on duty. */
export function gapMinutes({ gaps }: Duty): number {
  const milliseconds = gaps.reduce(
    (sum, { from, until }) => sum + (Date.parse(until) - Date.parse(from)),
    0,
  )
  return Math.floor(milliseconds / 60_000)
}

/** "05-21 16:30" of a moment, on the wall in China. */
export function wallTime(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
}
