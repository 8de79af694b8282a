import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Field, RecordType } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { ReferencePicker } from '../../schema/ReferencePicker'
import { SettledDay } from '../../schema/SettledDay'
import { filterNames, isRange } from './list_state'
import type { Filtering } from './list_state'

type Change = (changes: Record<string, string | null>) => void
type FilterProps = { field: Field; filtering: Filtering; change: Change; branch: string | undefined }

/** Kinds that are filtered from one day to another. */
const isDayRange = (field: Field) => field.kind === 'day' || field.kind === 'instant'

/** A text input that reports when it is left or Enter is pressed, not at every key. */
function SettledInput(props: { name: string; label: string; value: string; change: Change }) {
  const { name, label, value, change } = props
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    if (typed !== null && typed !== value) change({ [name]: typed.trim() || null })
    setTyped(null)
  }
  return (
    <Input
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
    const limit = (name: string, title: string) =>
      isDayRange(field) ? (
        <SettledDay
          value={filtering(name) ?? ''}
          label={title}
          settle={(day) => change({ [name]: day || null })}
        />
      ) : (
        <SettledInput name={name} label={title} value={filtering(name) ?? ''} change={change} />
      )
    return (
      <div className="range">
        {limit(`${field.name}.min`, t('filter.from', { field: label }))}
        <span aria-hidden="true">–</span>
        {limit(`${field.name}.max`, t('filter.to', { field: label }))}
      </div>
    )
  }
  if (field.kind === 'reference') {
    return (
      <ReferencePicker
        field={{ ...field, required: false }}
        value={value}
        branch={branch}
        below
        nothing={field.required ? undefined : t('filter.nothing')}
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
  return <SettledInput name={field.name} label={label} value={value ?? ''} change={change} />
}

/** The field that a parameter such as "amount.min" filters by. */
function nameOf(parameter: string): string {
  return parameter.replace(/\.(min|max)$/, '')
}

type FiltersProps = { record: RecordType; filtering: Filtering; change: Change; branch: string | undefined }

/** The search line and one filter for each field that can be filtered, above the list. */
export function Filters({ record, filtering, change, branch }: FiltersProps) {
  const { t, say } = useSpeech()
  const set = filterNames(record).filter((name) => filtering(name))
  const [open, setOpen] = useState(set.length > 0)
  const [all, setAll] = useState(false)
  const possible = record.fields.filter((field) => field.filter)
  // First what the list shows; the rest of a record's fields would bury it.
  const usual = possible.filter((field) => field.list || set.some((name) => nameOf(name) === field.name))
  const fields = all ? possible : usual
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
        {possible.length > 0 && (
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
          {possible.length > usual.length && (
            <Button className="filter-more" type="link" aria-expanded={all} onClick={() => setAll(!all)}>
              {t(all ? 'filter.less' : 'filter.more')}
            </Button>
          )}
        </div>
      )}
    </search>
  )
}
