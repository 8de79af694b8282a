import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Field, RecordType } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { ReferencePicker } from '../../schema/ReferencePicker'
import { filterNames, isRange } from './list_state'
import type { Filtering } from './list_state'

type Change = (changes: Record<string, string | null>) => void
type FilterProps = { field: Field; filtering: Filtering; change: Change; branch: string | undefined }

const inputTypes: Partial<Record<Field['kind'], string>> = { day: 'date', instant: 'date' }

/** A text input that reports when it is left or Enter is pressed, not at every key. */
function SettledInput(props: { name: string; label: string; type: string; value: string; change: Change }) {
  const { name, label, type, value, change } = props
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    if (typed !== null && typed !== value) change({ [name]: typed.trim() || null })
    setTyped(null)
  }
  return (
    <Input
      type={type}
      value={typed ?? value}
      aria-label={label}
      autoComplete="off"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onPressEnter={settle}
    />
  )
}

function Filter({ field, filtering, change, branch }: FilterProps) {
  const { t, say } = useSpeech()
  const label = say(field.label)
  const value = filtering(field.name)
  if (isRange(field)) {
    const type = inputTypes[field.kind] ?? 'text'
    const [least, most] = [`${field.name}.min`, `${field.name}.max`]
    return (
      <div className="range">
        <SettledInput
          name={least}
          label={t('filter.from', { field: label })}
          type={type}
          value={filtering(least) ?? ''}
          change={change}
        />
        <span aria-hidden="true">–</span>
        <SettledInput
          name={most}
          label={t('filter.to', { field: label })}
          type={type}
          value={filtering(most) ?? ''}
          change={change}
        />
      </div>
    )
  }
  if (field.kind === 'reference') {
    return (
      <ReferencePicker
        field={{ ...field, required: false }}
        value={value}
        branch={branch}
        onChange={(next) => change({ [field.name]: next })}
      />
    )
  }
  if (field.kind === 'choice' || field.kind === 'flag') {
    const choices =
      field.kind === 'flag'
        ? [
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]
        : (field.choices ?? []).map((choice) => ({ value: choice.value, label: say(choice.label) }))
    return (
      <Select
        value={value}
        options={choices}
        allowClear
        aria-label={label}
        placeholder={t('filter.any')}
        onChange={(next: string | null | undefined) => change({ [field.name]: next ?? null })}
      />
    )
  }
  return <SettledInput name={field.name} label={label} type="text" value={value ?? ''} change={change} />
}

type FiltersProps = { record: RecordType; filtering: Filtering; change: Change; branch: string | undefined }

/** The search line and one filter for each field that can be filtered, above the list. */
export function Filters({ record, filtering, change, branch }: FiltersProps) {
  const { t, say } = useSpeech()
  const fields = record.fields.filter((field) => field.filter)
  const set = filterNames(record).filter((name) => filtering(name))
  const [open, setOpen] = useState(set.length > 0)
  const clear = () => change(Object.fromEntries([...filterNames(record), 'q'].map((name) => [name, null])))
  const anything = set.length > 0 || filtering('q')
  return (
    <search className="filters">
      <div className="filter-line">
        <Input.Search
          key={filtering('q') ?? ''}
          defaultValue={filtering('q') ?? ''}
          placeholder={t('list.search')}
          aria-label={t('list.search')}
          onSearch={(q) => change({ q: q.trim() || null })}
        />
        {fields.length > 0 && (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {set.length > 0 ? t('filter.some', { n: set.length }) : t('filter.title')}
          </Button>
        )}
        {anything && (
          <Button type="link" onClick={clear}>
            {t('filter.clear')}
          </Button>
        )}
      </div>
      {open && (
        <div className="filter-grid">
          {fields.map((field) => (
            <div key={field.name} className="filter">
              <span aria-hidden="true">{say(field.label)}</span>
              <Filter field={field} filtering={filtering} change={change} branch={branch} />
            </div>
          ))}
        </div>
      )}
    </search>
  )
}
