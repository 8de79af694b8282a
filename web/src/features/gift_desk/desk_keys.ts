import type { KeyboardEvent } from 'react'

/** The inputs of the desk in order; of a group of radio buttons only the chosen one, as with Tab. */
function stops(form: HTMLElement): HTMLElement[] {
  const inputs = form.querySelectorAll<HTMLElement>('input, textarea')
  return [...inputs].filter((input) => {
    if (input.matches(':disabled, [type=hidden], [hidden]')) return false
    return !(input instanceof HTMLInputElement && input.type === 'radio' && !input.checked)
  })
}

/** Moves on from `from`; false when it is the last. */
export function moveOn(form: HTMLElement, from: Element): boolean {
  const all = stops(form)
  const radio = from instanceof HTMLInputElement && from.type === 'radio'
  const index = all.findIndex((stop) =>
    radio ? (stop as HTMLInputElement).name === from.name : stop === from,
  )
  const next = all[index + 1]
  if (!next) return false
  next.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
  return true
}

/**
 * Enter goes to the next field and, in the last one, saves; Ctrl+Enter saves from anywhere.
 * Enter in an open list picks from it, and Shift+Enter makes a new line.
 */
export function deskKey(event: KeyboardEvent<HTMLElement>, save: () => void): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.shiftKey) return
  const target = event.target as Element
  if (target.closest('button, a')) return
  if (target.getAttribute('aria-expanded') === 'true' && !event.ctrlKey) return
  event.preventDefault()
  event.stopPropagation()
  // A key held down must not run through the form and save it.
  if (event.repeat) return
  if (event.ctrlKey || event.metaKey || !moveOn(event.currentTarget, target)) save()
}
