import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { useSpeech } from '../app/texts'

type PageProps = {
  title: string
  above?: ReactNode
  actions?: ReactNode
  /** True where the page itself puts the focus into its first field. */
  keepFocus?: boolean
  children: ReactNode
}

/** False until the first page of this visit was shown; a reload begins a visit. */
const visit = { begun: false }

/** A page's heading, buttons and content. Moves the focus to the heading, so that a reader knows where it is. */
export function Page({ title, above, actions, keepFocus = false, children }: PageProps) {
  const { t } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  const shown = useRef<string | null>(null)
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`
  }, [title, t])
  useEffect(() => {
    // The first page of a visit keeps the browser's own focus; filters only change the search part.
    if (visit.begun && shown.current !== pathname && !keepFocus) {
      heading.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    visit.begun = true
    shown.current = pathname
  }, [pathname, keepFocus])
  return (
    <div className="page">
      {above}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
