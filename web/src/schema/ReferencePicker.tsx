import { Select } from 'antd'
import type { FocusEventHandler } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { hiddenNames, noReference, usePage, useRecordType, useRow } from '../api/queries'
import type { Field, RecordType } from '../api/types'
import { useSpeech } from '../app/texts'

export type ReferencePickerProps = {
  field: Field
  id?: string | undefined
  value: string | null
  onChange?: ((value: string | null) => void) | undefined
  branch: string | undefined
  label?: string | undefined
  /** What "refers to nothing" is called, where that can be picked too. */
  nothing?: string | undefined
  /** Also rows of the branches below: a list shows what stands there. */
  below?: boolean
  disabled?: boolean
  open?: (open: boolean) => void
  onBlur?: FocusEventHandler<HTMLElement> | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | 'true' | 'false' | undefined
}

const searchDelayMs = 200

/** Where the rows that may be referred to stand, as parameters of their list. */
function placeOf(
  { own_branch: own = false }: Field,
  type: RecordType | undefined,
  branch: string | undefined,
  below: boolean,
): Record<string, string> {
  if (!branch) return {}
  if (own) return below ? { branch, subtree: '1' } : { branch }
  // What has personal values is not listed from the branches above: then from wherever one may read.
  if (type && hiddenNames(type).length > 0) return {}
  return { branch, up: '1', ...(below ? { subtree: '1' } : {}) }
}

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
  const { field, id, value, onChange, branch, label, nothing, below = false, disabled = false } = props
  const { t, say } = useSpeech()
  const target = field.reference ?? ''
  const type = useRecordType(target)
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const wanted = useSettled(typed)
  const page = usePage(
    target,
    { limit: '20', ...placeOf(field, type, branch, below), ...(wanted ? { q: wanted } : {}) },
    open && target !== '',
  )
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null)
  const known = label !== undefined || picked?.value === value || value === noReference
  const row = useRow(target, value !== null && !known ? value : undefined)

  const options = useMemo(() => {
    const rows = (page.data?.rows ?? []).map((each) => ({ value: each.id, label: each.label || each.id }))
    return nothing === undefined || wanted !== '' ? rows : [{ value: noReference, label: nothing }, ...rows]
  }, [page.data, nothing, wanted])
  const current = useMemo(() => {
    if (value === null) return null
    if (picked?.value === value) return picked
    if (value === noReference && nothing !== undefined) return { value, label: nothing }
    return { value, label: label ?? (row.data?.label || (row.isPending ? '…' : value)) }
  }, [value, picked, row.data, row.isPending, label, nothing])

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
