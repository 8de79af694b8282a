import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { Brand } from '../../app/Shell'
import { LanguageSwitch, ThemeSwitch } from '../../app/Switches'
import { useSpeech } from '../../app/texts'

/** The frame of the pages before signing in. */
export function Lone({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useSpeech()
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`
  }, [title, t])
  return (
    <div className="lone-frame">
      <header className="top">
        <span className="brand">
          <Brand />
        </span>
        <span className="stretch" />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className="lone">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  )
}
