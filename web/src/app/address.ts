import { useCallback } from 'react'
import { useNavigate } from 'react-router'

/** Changes of URL parameters by name; null takes one away. */
export type ParameterChanges = Record<string, string | null>

/**
 * The parameters as the browser's address has them now. What React Router hands to a component may be one
 * change behind: it renders a navigation as a transition, which a slow machine puts off, and a second change
 * made from the parameters of the render before would undo the first.
 */
export function currentParameters(): URLSearchParams {
  return new URLSearchParams(window.location.search)
}

/** The state React Router keeps with the history entry that the address belongs to, as current as the address. */
export function currentState(): unknown {
  return (window.history.state as { usr?: unknown } | null)?.usr ?? null
}

/** Parameters with the changes made to them. */
export function changed(parameters: URLSearchParams, changes: ParameterChanges): URLSearchParams {
  const after = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) after.delete(name)
    else after.set(name, value)
  }
  return after
}

/** Changes parameters of the address in place; `replace` leaves no entry in the history. */
export function useChangeParameters(replace = false): (changes: ParameterChanges) => void {
  const navigate = useNavigate()
  return useCallback(
    (changes) => void navigate({ search: `?${changed(currentParameters(), changes)}` }, { replace }),
    [navigate, replace],
  )
}
