import { Link } from 'react-router'
import type { ReactNode } from 'react'
import { useLink } from '../../app/branch'
import { useMeta } from '../../api/queries'
import type { Field, Row } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { showValue } from '../../schema/format'
import { Pill } from '../../ui/Pill'

type CellProps = { field: Field; row: Row; isState?: boolean; linked?: boolean }

/** One value of a row, the way its kind is read. */
export function Cell({ field, row, isState = false, linked = false }: CellProps): ReactNode {
  const speech = useSpeech()
  const link = useLink()
  const meta = useMeta()
  const value = row[field.name]
  const text = showValue(field, value, speech, row)
  if (text === '') return null
  if (isState || (field.kind === 'choice' && field.choices?.some((choice) => choice.tone))) {
    const tone = field.choices?.find((choice) => choice.value === value)?.tone
    return <Pill tone={tone}>{text}</Pill>
  }
  const target = meta.records.find((record) => record.name === field.reference)
  if (linked && field.kind === 'reference' && target?.actions.includes('read')) {
    return <Link to={link(`/records/${target.name}/${String(value)}`)}>{text}</Link>
  }
  return text
}
