import { useState } from 'react'
import { DayInput } from './DayInput'
import { parseDay } from './days'
import { today } from './format'

type SettledDayProps = { value: string; label: string; settle: (day: string) => void }

/** A day that is reported when it is complete: picked, left or confirmed by Enter; '' when it was emptied. */
export function SettledDay({ value, label, settle }: SettledDayProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const finish = () => {
    if (typed === null) return
    const day = typed.trim() === '' ? '' : parseDay(typed, today())
    if (day !== null && day !== value) settle(day)
    setTyped(null)
  }
  return (
    <DayInput
      value={typed ?? value}
      aria-label={label}
      onChange={(text) => {
        // A day picked from the calendar is complete; typed text may still grow.
        if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDay(text, today()) === text) {
          setTyped(null)
          if (text !== value) settle(text)
        } else setTyped(text)
      }}
      onPressEnter={finish}
      onBlur={finish}
    />
  )
}
