import { createContext, useContext } from 'react'
import type { Text } from '../api/types'
import table from '../../texts.json'

export type Language = 'zh' | 'en'
export type TextKey = keyof typeof table

/** Everything a component needs to speak the user's language. */
export type Speech = {
  language: Language
  /** The console's own text for `key`, with each {name} replaced from `values`. */
  t: (key: TextKey, values?: Record<string, string | number>) => string
  /** The user's language of a text that came from the server. */
  say: (text: Text | string | null | undefined) => string
}

function fill(template: string, values: Record<string, string | number>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

export function speechOf(language: Language): Speech {
  return {
    language,
    t: (key, values = {}) => fill(table[key][language], values),
    say: (text) => (typeof text === 'string' ? text : (text?.[language] ?? '')),
  }
}

export const SpeechContext = createContext<Speech>(speechOf('zh'))

export function useSpeech(): Speech {
  return useContext(SpeechContext)
}
