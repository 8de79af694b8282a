import { useCallback, useEffect, useState } from 'react'
import type { Language } from './texts'

export type ThemeChoice = 'light' | 'dark' | 'auto'
export type Theme = 'light' | 'dark'

/** What was remembered under a name, or null. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`boai.${name}`)
  } catch {
    return null
  }
}

/** Remembers a choice of this browser; silently does not where storage is forbidden. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`boai.${name}`, value)
  } catch {
    // The choice then lasts until the page is closed.
  }
}

export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(() => {
    const choice = recall('language') ?? navigator.language
    return choice.startsWith('zh') ? 'zh' : 'en'
  })
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const choose = useCallback((next: Language) => {
    remember('language', next)
    setLanguage(next)
  }, [])
  return [language, choose]
}

/** Follows a media query. */
export function useMedia(condition: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(condition).matches)
  useEffect(() => {
    const media = matchMedia(condition)
    const follow = () => setMatches(media.matches)
    follow()
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [condition])
  return matches
}

/** Narrower than a tablet: drawers instead of the sidebar, cards instead of tables. */
export function usePhone(): boolean {
  return useMedia('(max-width: 767px)')
}

const systemDark = '(prefers-color-scheme: dark)'

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'auto') return choice
  return matchMedia(systemDark).matches ? 'dark' : 'light'
}

/** The page's colours. They change before React draws, because Ant Design's theme is read from the tokens. */
export function useTheme(): [Theme, ThemeChoice, (choice: ThemeChoice) => void] {
  const [choice, setChoice] = useState<ThemeChoice>(() => {
    const stored = recall('theme')
    return stored === 'light' || stored === 'dark' ? stored : 'auto'
  })
  const [theme, setTheme] = useState<Theme>(() => resolve(choice))
  const apply = useCallback((next: ThemeChoice) => {
    const resolved = resolve(next)
    document.documentElement.dataset.theme = resolved
    setTheme(resolved)
  }, [])
  useEffect(() => {
    const media = matchMedia(systemDark)
    const follow = () => apply(choice)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [apply, choice])
  const choose = useCallback(
    (next: ThemeChoice) => {
      remember('theme', next)
      setChoice(next)
      apply(next)
    },
    [apply],
  )
  return [theme, choice, choose]
}
