import { Checkbox, Input, Select } from 'antd'
import type { FocusEventHandler } from 'react'
import { useSpeech } from '../app/texts'
import type { Field } from '../api/types'
import { DayInput } from './DayInput'
import { ReferencePicker } from './ReferencePicker'
import type { FormValues } from './values'

export type FieldInputProps = {
  field: Field
  id?: string
  value?: FormValues[string]
  onChange?: (value: FormValues[string]) => void
  branch: string | undefined
  /** What a reference's present value is called. */
  label?: string | undefined
  autoFocus?: boolean
  disabled?: boolean
  onBlur?: FocusEventHandler<HTMLElement>
  'aria-describedby'?: string
  'aria-invalid'?: boolean | 'true' | 'false'
}

/** What Form.Item tells its input besides the value: when to validate, and where the message is. */
function told(props: FieldInputProps) {
  return {
    onBlur: props.onBlur,
    'aria-describedby': props['aria-describedby'],
    'aria-invalid': props['aria-invalid'],
  }
}

function ChoiceInput(props: FieldInputProps) {
  const { field, id, value, onChange, disabled } = props
  const { say } = useSpeech()
  const choices = field.choices ?? []
  return (
    <Select
      {...told(props)}
      id={id}
      value={typeof value === 'string' ? value : null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? null)}
      allowClear={!field.required}
      showSearch={choices.length > 7 ? { optionFilterProp: 'label' } : false}
      disabled={disabled}
      options={choices.map((choice) => ({ value: choice.value, label: say(choice.label) }))}
      aria-label={say(field.label)}
      aria-required={field.required}
    />
  )
}

const inputModes: Partial<Record<Field['kind'], 'decimal' | 'numeric'>> = {
  amount: 'decimal',
  integer: 'numeric',
}

/** The input of one field; made for Form.Item, which passes id, value and onChange. */
export function FieldInput(props: FieldInputProps) {
  const { field, id, value, onChange, branch, label, autoFocus = false, disabled = false } = props
  const { t, say } = useSpeech()
  if (field.kind === 'choice') return <ChoiceInput {...props} />
  if (field.kind === 'reference') {
    return (
      <ReferencePicker
        field={field}
        id={id}
        value={typeof value === 'string' ? value : null}
        onChange={onChange}
        branch={branch}
        label={label}
        disabled={disabled}
        {...told(props)}
      />
    )
  }
  if (field.kind === 'flag') {
    return (
      <Checkbox
        {...told(props)}
        id={id}
        checked={value === true}
        disabled={disabled}
        onChange={(event) => onChange?.(event.target.checked)}
      >
        {say(field.label)}
      </Checkbox>
    )
  }
  const common = {
    ...told(props),
    id,
    value: typeof value === 'string' ? value : '',
    disabled,
    autoFocus,
    'aria-required': field.required,
    onChange: (event: { target: { value: string } }) => onChange?.(event.target.value),
  }
  if (field.kind === 'day') return <DayInput {...common} onChange={(day) => onChange?.(day)} />
  if (field.multiline) return <Input.TextArea {...common} autoSize={{ minRows: 3, maxRows: 12 }} />
  if (field.secret) return <Input.Password {...common} autoComplete="new-password" />
  return (
    <Input
      {...common}
      inputMode={inputModes[field.kind] ?? 'text'}
      suffix={field.kind === 'amount' ? t('unit.yuan') : undefined}
      autoComplete="off"
      placeholder={field.kind === 'instant' ? t('instant.format') : undefined}
    />
  )
}
