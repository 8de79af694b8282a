import { createContext, useContext } from 'react'
import type { Theme, ThemeChoice } from './preferences'
import type { Language } from './texts'

export type Preferences = {
  setLanguage: (language: Language) => void
  theme: Theme
  themeChoice: ThemeChoice
  setThemeChoice: (choice: ThemeChoice) => void
}

export const PreferencesContext = createContext<Preferences>({
  setLanguage: () => undefined,
  theme: 'light',
  themeChoice: 'auto',
  setThemeChoice: () => undefined,
})

export function usePreferences(): Preferences {
  return useContext(PreferencesContext)
}
