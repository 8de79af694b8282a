import { Form } from 'antd'
import type { FormInstance } from 'antd'
import { useCallback } from 'react'
import { Problem } from '../api/client'
import type { Field } from '../api/types'
import { useSpeech } from '../app/texts'
import { FieldInput } from './FieldInput'
import { complaintAbout } from './values'
import type { FormValues } from './values'

/** What is wrong with a value, as a sentence; null when nothing is. */
export function useComplaint(): (field: Field, value: FormValues[string]) => string | null {
  const { t } = useSpeech()
  return useCallback(
    (field, value) => {
      const complaint = complaintAbout(field, value)
      if (!complaint) return null
      return t(complaint.key, 'limit' in complaint ? { limit: complaint.limit } : {})
    },
    [t],
  )
}

type FieldItemProps = {
  field: Field
  branch: string | undefined
  label?: string | undefined
  autoFocus?: boolean
  disabled?: boolean
}

/** One labelled, validated input of a form. */
export function FieldItem({ field, branch, label, autoFocus, disabled }: FieldItemProps) {
  const { say } = useSpeech()
  const complaint = useComplaint()
  const wide = field.multiline ? 'field wide' : 'field'
  return (
    <Form.Item
      className={wide}
      name={field.name}
      label={field.kind === 'flag' ? null : say(field.label)}
      required={field.required}
      extra={field.help ? say(field.help) : undefined}
      validateTrigger="onBlur"
      rules={[
        {
          validator: (_, value: FormValues[string]) => {
            const text = complaint(field, value)
            return text === null ? Promise.resolve() : Promise.reject(new Error(text))
          },
        },
      ]}
    >
      <FieldInput
        field={field}
        branch={branch}
        label={label}
        autoFocus={autoFocus}
        disabled={disabled}
      />
    </Form.Item>
  )
}

/**
 * Puts a refusal's messages beside the fields they are about and the focus into the first of them.
 * Answers the problem itself when something of it has no place in the form, else null.
 */
export function useProblemToForm(): (
  form: FormInstance<FormValues>,
  fields: readonly { name: string }[],
  problem: unknown,
) => unknown {
  const { say } = useSpeech()
  return useCallback(
    (form, fields, problem) => {
      if (!(problem instanceof Problem) || problem.errors.length === 0) return problem
      const names = new Set(fields.map((field) => field.name))
      const placed = problem.errors.filter((error) => names.has(error.field))
      form.setFields(placed.map(({ field, message }) => ({ name: field, errors: [say(message)] })))
      const first = fields.find((field) => placed.some((error) => error.field === field.name))
      if (first) form.focusField(first.name)
      const lost = problem.errors.filter((error) => !names.has(error.field))
      if (lost.length === 0 && placed.length > 0) return null
      const join = (language: 'zh' | 'en') => lost.map((error) => error.message[language]).join(' ')
      return new Problem({
        title: problem.message,
        status: problem.status,
        code: problem.code,
        detail: { zh: join('zh') || problem.detail.zh, en: join('en') || problem.detail.en },
      })
    },
    [say],
  )
}
