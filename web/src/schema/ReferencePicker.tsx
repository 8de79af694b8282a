import { Select } from 'antd'
import type { FocusEventHandler } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { usePage, useRecordType, useRow } from '../api/queries'
import type { Field } from '../api/types'
import { useSpeech } from '../app/texts'

export type ReferencePickerProps = {
  field: Field
  id?: string | undefined
  value: string | null
  onChange?: ((value: string | null) => void) | undefined
  branch: string | undefined
  label?: string | undefined
  disabled?: boolean
  open?: (open: boolean) => void
  onBlur?: FocusEventHandler<HTMLElement> | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | 'true' | 'false' | undefined
}

const searchDelayMs = 200

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), searchDelayMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Picks a row of another record type by searching it. */
export function ReferencePicker(props: ReferencePickerProps) {
  const { field, id, value, onChange, branch, label, disabled = false } = props
  const { t, say } = useSpeech()
  const target = field.reference ?? ''
  const labelField = useRecordType(target)?.label_field
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const wanted = useSettled(typed)
  const page = usePage(
    target,
    { limit: '20', ...(branch ? { branch, subtree: '1' } : {}), ...(wanted ? { q: wanted } : {}) },
    open && target !== '',
  )
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null)
  const known = label !== undefined || picked?.value === value
  const row = useRow(target, value !== null && !known ? value : undefined)

  const options = useMemo(() => {
    const name = (each: { id: string }) => String((each as Record<string, unknown>)[labelField ?? 'id'] ?? each.id)
    return (page.data?.rows ?? []).map((each) => ({ value: each.id, label: name(each) }))
  }, [page.data, labelField])
  const current = useMemo(() => {
    if (value === null) return null
    if (picked?.value === value) return picked
    const fetched = row.data?.[labelField ?? 'id']
    return { value, label: label ?? (typeof fetched === 'string' ? fetched : value) }
  }, [value, picked, row.data, label, labelField])

  return (
    <Select
      id={id}
      labelInValue
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear={!field.required}
      disabled={disabled}
      value={current}
      options={options}
      loading={page.isFetching}
      notFoundContent={page.isFetching ? t('loading') : page.error ? t('failure.unexpected') : t('reference.none')}
      placeholder={t('reference.find')}
      aria-label={say(field.label)}
      aria-required={field.required}
      aria-describedby={props['aria-describedby']}
      aria-invalid={props['aria-invalid']}
      onBlur={props.onBlur}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) setTyped('')
        props.open?.(next)
      }}
      onChange={(next: { value: string; label: string } | null | undefined) => {
        setPicked(next ?? null)
        onChange?.(next?.value ?? null)
      }}
    />
  )
}
