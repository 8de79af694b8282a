import type { ReactNode } from 'react'

/** Holds what may be wider than the page. Whoever uses the keyboard must be able to reach and scroll it. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by the arrow keys
    <section className="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
