import { CalendarOutlined } from '@ant-design/icons'
import { Button, Calendar, Input, Popover } from 'antd'
import type { InputRef } from 'antd'
import dayjs from 'dayjs'
import { useRef, useState } from 'react'
import type { FocusEventHandler, KeyboardEvent } from 'react'
import { useSpeech } from '../app/texts'
import { parseDay } from './days'
import { today } from './format'

type DayInputProps = {
  id?: string | undefined
  value: string
  onChange: (value: string) => void
  onBlur?: FocusEventHandler<HTMLElement> | undefined
  onPressEnter?: () => void
  disabled?: boolean
  autoFocus?: boolean
  'aria-label'?: string
  'aria-required'?: boolean
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | 'true' | 'false' | undefined
}

/** The ways from month to month, in the order they are drawn: a year and a month back, and on. */
const steps = [
  { key: 'day.year_back', text: '«', months: -12 },
  { key: 'day.month_back', text: '‹', months: -1 },
  { key: 'day.month_on', text: '›', months: 1 },
  { key: 'day.year_on', text: '»', months: 12 },
] as const

function Month({ value, pick }: { value: string; pick: (day: string) => void }) {
  const { t } = useSpeech()
  const shown = parseDay(value, today())
  return (
    <div className="month">
      <Calendar
        fullscreen={false}
        value={dayjs(shown ?? today())}
        onSelect={(day, { source }) => source === 'date' && pick(day.format('YYYY-MM-DD'))}
        headerRender={({ value: month, onChange }) => (
          <div className="month-head">
            {steps.map(({ text, key, months }) => (
              <Button
                key={key}
                type="text"
                aria-label={t(key)}
                style={{ order: Math.sign(months) }}
                onClick={() => onChange(month.add(months, 'month'))}
              >
                {text}
              </Button>
            ))}
            <strong aria-live="polite">{month.format('YYYY-MM')}</strong>
          </div>
        )}
      />
    </div>
  )
}

/**
 * A day, typed in any of the usual ways and shown as 2026-02-05 in either language. The browser's own date
 * input would follow the language of the browser instead. What is no day stays as typed, for the form to judge.
 */
export function DayInput(props: DayInputProps) {
  const { value, onChange, onBlur, onPressEnter, disabled = false, ...rest } = props
  const { t } = useSpeech()
  const input = useRef<InputRef>(null)
  const [open, setOpen] = useState(false)
  const settle = () => {
    const day = parseDay(value, today())
    if (day !== null && day !== value) onChange(day)
  }
  const key = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey && event.key === 'ArrowDown') setOpen(true)
    if (event.key === 'Escape') setOpen(false)
  }
  const pick = (day: string) => {
    onChange(day)
    setOpen(false)
    input.current?.focus()
  }
  return (
    <Input
      {...rest}
      ref={input}
      className="day"
      value={value}
      disabled={disabled}
      inputMode="numeric"
      placeholder={t('day.format')}
      maxLength={20}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={key}
      onPressEnter={() => {
        settle()
        onPressEnter?.()
      }}
      onBlur={(event) => {
        settle()
        onBlur?.(event)
      }}
      suffix={
        <Popover
          open={open}
          onOpenChange={setOpen}
          trigger="click"
          placement="bottomRight"
          destroyOnHidden
          content={<Month value={value} pick={pick} />}
        >
          <Button
            type="text"
            size="small"
            className="day-open"
            tabIndex={-1}
            disabled={disabled}
            icon={<CalendarOutlined />}
            aria-label={t('day.open')}
          />
        </Popover>
      }
    />
  )
}
