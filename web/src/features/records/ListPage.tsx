import { DownloadOutlined, PlusOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Modal, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { query } from '../../api/client'
import { useMetaOf, usePage, useRecordType } from '../../api/queries'
import type { RecordType, Row } from '../../api/types'
import { useBranch, useLink } from '../../app/branch'
import { recall, remember } from '../../app/preferences'
import { useSpeech } from '../../app/texts'
import type { Speech } from '../../app/texts'
import { isNumeric } from '../../schema/format'
import type { Column } from '../../ui/DataTable'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Cell } from './Cell'
import { CommandButtons } from './CommandButtons'
import { Filters } from './Filters'
import { useFiltering } from './filtering'
import type { Trail } from './filtering'
import { listParameters, pageRows, parseColumns, shownFields } from './list_state'
import { commandsMaking } from './offered'
import { SearchedPart } from './SearchedPart'
import { UnknownRecord } from './UnknownRecord'

/** Has a page of its own, the gift desk. */
const deskCommand = 'giving.record_gift'
/** Commands with a page of their own, instead of a dialog. */
const pagesOf: Record<string, string> = {
  [deskCommand]: '/gift-desk',
  'spending.request_payment': '/spending/request_payment',
  'spending.request_allocation': '/spending/request_allocation',
}

type ColumnChooserProps = { record: RecordType; chosen: string[]; choose: (names: string[]) => void }

function ColumnChooser({ record, chosen, choose }: ColumnChooserProps) {
  const { t, say } = useSpeech()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<SettingOutlined />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('list.columns')}
      </Button>
      <Modal
        open={open}
        title={t('list.columns')}
        footer={null}
        closable={{ 'aria-label': t('close') }}
        onCancel={() => setOpen(false)}
      >
        <Checkbox.Group
          className="column-choice"
          value={chosen}
          onChange={(names) => choose(names)}
          options={record.fields.map((field) => ({ value: field.name, label: say(field.label) }))}
        />
      </Modal>
    </>
  )
}

function useColumns(record: RecordType) {
  const key = `columns.${record.name}`
  const [chosen, setChosen] = useState(() => parseColumns(recall(key)))
  const fields = shownFields(record, chosen)
  const choose = (names: string[]) => {
    remember(key, names.join(','))
    setChosen(names.length > 0 ? names : null)
  }
  return { fields, choose }
}

type PagerProps = {
  next: string | null
  rows: number
  cursor: string | null
  trail: Trail
  turn: (cursor: string | null, trail: Trail) => void
}

function Pager({ next, rows, cursor, trail, turn }: PagerProps) {
  const { t } = useSpeech()
  const first = trail.length * pageRows + 1
  const known = cursor === null || trail.length > 0
  return (
    <nav className="pager" aria-label={t('list.pages')}>
      <span role="status">
        {rows > 0 && known ? t('list.rows', { from: first, to: first + rows - 1 }) : ''}
      </span>
      <Button disabled={cursor === null} onClick={() => turn(trail.at(-1) ?? null, trail.slice(0, -1))}>
        {trail.length > 0 ? t('list.previous') : t('list.first')}
      </Button>
      <Button disabled={next === null} onClick={() => turn(next, [...trail, cursor])}>
        {t('list.next')}
      </Button>
    </nav>
  )
}

function columnsOf(
  record: RecordType,
  fields: RecordType['fields'],
  { say, t }: Speech,
  link: (path: string) => string,
): Column<Row>[] {
  const unnamed = t('record.unnamed')
  const readable = record.actions.includes('read')
  const heading = fields.find((field) => field.name === record.label_field) ?? fields[0]
  // What names the row comes first, wherever the record declares it.
  const ordered = heading ? [heading, ...fields.filter((field) => field !== heading)] : fields
  return ordered.map((field) => ({
    key: field.name,
    title: say(field.label),
    // A label is read as a name, also where the field behind it is a number.
    numeric: isNumeric(field) && field.name !== record.label_field,
    whole: ['day', 'instant'].includes(field.kind) || (field === heading && field.kind !== 'text'),
    heading: field === heading,
    sortable: field.sort === true,
    cell: (row) => {
      const isLabel = field.name === record.label_field && row.label !== undefined
      const cell = isLabel ? (
        row.label
      ) : (
        <Cell field={field} row={row} isState={field.name === record.state_field} />
      )
      if (field !== heading || !readable) return isLabel || (row[field.name] ?? '') !== '' ? cell : null
      const empty = isLabel ? row.label === '' : (row[field.name] ?? null) === null
      return <Link to={link(`/records/${record.name}/${row.id}`)}>{empty ? unnamed : cell}</Link>
    },
  }))
}

type ExportsProps = { record: RecordType; parameters: Record<string, string>; isPrivate: boolean }

function Exports({ record, parameters, isPrivate }: ExportsProps) {
  const { t, language } = useSpeech()
  if (isPrivate) return <span className="quiet small">{t('list.export_private')}</span>
  return (
    <>
      {['csv', 'xlsx'].map((format) => (
        <Button
          key={format}
          icon={<DownloadOutlined />}
          href={`/api/v1/records/${record.name}.${format}${query({ ...parameters, language })}`}
          download
        >
          {t('list.export', { format: format.toUpperCase() })}
        </Button>
      ))}
    </>
  )
}

function RecordList({ record }: { record: RecordType }) {
  const speech = useSpeech()
  const { t, say } = speech
  const link = useLink()
  const { branch } = useBranch()
  const meta = useMetaOf(branch?.code)
  const list = useFiltering(record)
  const { filtering, change } = list
  const { fields, choose } = useColumns(record)
  const making = commandsMaking(meta, record)
  const allowed = meta.records.find(({ name }) => name === record.name)?.actions ?? []
  const filters = listParameters(record, filtering, branch?.code)
  const page = usePage(record.name, {
    ...filters,
    limit: String(pageRows),
    ...(list.cursor === null ? {} : { cursor: list.cursor }),
  })
  return (
    <Page
      title={say(record.title)}
      actions={
        <>
          {allowed.includes('create') && (
            <Link className="primary-link" to={link(`/records/${record.name}/new`)}>
              <PlusOutlined aria-hidden /> {t('record.new')}
            </Link>
          )}
          {making.some(({ name }) => name === deskCommand) && (
            <Link className="primary-link" to={link('/gift-desk')}>
              <PlusOutlined aria-hidden /> {t('desk.title')}
            </Link>
          )}
          {making
            .filter(({ name }) => name in pagesOf && name !== deskCommand)
            .map(({ name, title }) => (
              <Link key={name} className="primary-link" to={link(pagesOf[name] ?? '/')}>
                <PlusOutlined aria-hidden /> {say(title)}
              </Link>
            ))}
          <CommandButtons commands={making.filter(({ name }) => !(name in pagesOf))} />
        </>
      }
    >
      <Filters record={record} filtering={filtering} change={change} branch={branch?.code} />
      <div className="list-tools">
        <label>
          <Switch
            checked={filtering('own') !== '1'}
            onChange={(all) => change({ own: all ? null : '1' })}
            aria-label={t('list.subtree')}
          />{' '}
          {t('list.subtree')}
        </label>
        <span className="stretch" />
        <ColumnChooser record={record} chosen={fields.map((field) => field.name)} choose={choose} />
        {record.actions.includes('export') && (
          <Exports record={record} parameters={filters} isPrivate={list.isPrivate} />
        )}
      </div>
      {page.error && <ProblemNotice problem={page.error} retry={() => void page.refetch()} />}
      {page.isPending && <Skeleton active />}
      {page.data && (
        <>
          <DataTable
            caption={say(record.title)}
            columns={columnsOf(record, fields, speech, link)}
            items={page.data.rows}
            keyOf={(row) => row.id}
            sort={filtering('sort') ?? undefined}
            onSort={(sort) => change({ sort })}
            busy={page.isFetching}
            empty={page.data.searched === undefined ? undefined : t('list.none_so_far')}
          />
          {page.data.searched !== undefined && (
            <SearchedPart
              rows={page.data.searched}
              goOn={() => list.turn(page.data.next, [...list.trail, list.cursor])}
            />
          )}
          <Pager
            next={page.data.next}
            // Pages of a search may be short: their rows have no numbers.
            rows={(filtering('q') ?? '') === '' ? page.data.rows.length : 0}
            cursor={list.cursor}
            trail={list.trail}
            turn={list.turn}
          />
        </>
      )}
    </Page>
  )
}

export function Component() {
  const name = useParams().record ?? ''
  const record = useRecordType(name)
  return record ? <RecordList key={name} record={record} /> : <UnknownRecord />
}
