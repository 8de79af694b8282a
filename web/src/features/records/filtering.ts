import { useCallback } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { hiddenNames } from '../../api/queries'
import type { RecordType } from '../../api/types'
import { changed, currentParameters, currentState } from '../../app/address'
import type { ParameterChanges } from '../../app/address'
import type { Filtering } from './list_state'

type Hidden = Record<string, string>
export type Trail = (string | null)[]
type Kept = { hidden?: Hidden; trail?: Trail } | null

/**
 * A list's filters: in the URL, so that a list can be sent and opened again. Those that may carry personal
 * values are kept with the history entry instead, where only this tab has them.
 */
export function useFiltering(record: RecordType) {
  const [url] = useSearchParams()
  const navigate = useNavigate()
  const kept = useLocation().state as Kept
  const hidden = kept?.hidden ?? {}
  const apart = new Set(hiddenNames(record))
  const filtering: Filtering = (name) => (apart.has(name) ? (hidden[name] ?? null) : url.get(name))
  const go = useCallback(
    (search: URLSearchParams, state: Kept) => void navigate({ search: `?${search}` }, { state }),
    [navigate],
  )
  /** Sets filters (null: takes them away) and goes back to the first page. */
  const change = (changes: ParameterChanges) => {
    const named = Object.entries(changes)
    const shown = Object.fromEntries(named.filter(([name]) => !apart.has(name)))
    const hiddenAfter = { ...(currentState() as Kept)?.hidden }
    for (const [name, value] of named.filter(([each]) => apart.has(each))) {
      if (value === null) delete hiddenAfter[name]
      else hiddenAfter[name] = value
    }
    go(changed(currentParameters(), { ...shown, cursor: null }), { hidden: hiddenAfter })
  }
  /** Turns to the page at a cursor; `trail` are the cursors before it, since a cursor only leads forward. */
  const turn = (cursor: string | null, trail: Trail) => {
    go(changed(currentParameters(), { cursor }), { hidden, trail })
    window.scrollTo(0, 0)
  }
  return {
    filtering,
    change,
    turn,
    cursor: url.get('cursor'),
    trail: kept?.trail ?? [],
    isPrivate: Object.keys(hidden).length > 0,
  }
}
