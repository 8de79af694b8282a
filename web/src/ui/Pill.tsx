import type { ReactNode } from 'react'
import type { Tone } from '../api/types'

/** A state, told by its word first and by colour only second. */
export function Pill({ tone = 'quiet', children }: { tone?: Tone | undefined; children: ReactNode }) {
  return <span className={`pill pill-${tone}`}>{children}</span>
}
