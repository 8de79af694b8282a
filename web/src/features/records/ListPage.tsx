import { DownloadOutlined, PlusOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Modal, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { query } from '../../api/client'
import { useMeta, usePage, useRecordType } from '../../api/queries'
import type { RecordType, Row } from '../../api/types'
import { useBranch, useLink } from '../../app/branch'
import { recall, remember } from '../../app/preferences'
import { useSpeech } from '../../app/texts'
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
import { UnknownRecord } from './UnknownRecord'

/** Has a page of its own, the gift desk. */
const deskCommand = 'giving.record_gift'

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
  say: ReturnType<typeof useSpeech>['say'],
  link: (path: string) => string,
): Column<Row>[] {
  const readable = record.actions.includes('read')
  const heading = fields.find((field) => field.name === record.label_field) ?? fields[0]
  return fields.map((field) => ({
    key: field.name,
    title: say(field.label),
    numeric: isNumeric(field),
    heading: field === heading,
    sortable: field.sort === true,
    cell: (row) => {
      const cell = <Cell field={field} row={row} isState={field.name === record.state_field} />
      if (field !== heading || !readable) return row[field.name] === null ? null : cell
      const empty = row[field.name] === null || row[field.name] === undefined
      return <Link to={link(`/records/${record.name}/${row.id}`)}>{empty ? row.id : cell}</Link>
    },
  }))
}

type ExportsProps = { record: RecordType; parameters: Record<string, string>; isPrivate: boolean }

function Exports({ record, parameters, isPrivate }: ExportsProps) {
  const { t } = useSpeech()
  if (isPrivate) return <span className="quiet small">{t('list.export_private')}</span>
  return (
    <>
      {['csv', 'xlsx'].map((format) => (
        <Button
          key={format}
          icon={<DownloadOutlined />}
          href={`/api/v1/records/${record.name}.${format}${query(parameters)}`}
          download
        >
          {t('list.export', { format: format.toUpperCase() })}
        </Button>
      ))}
    </>
  )
}

function RecordList({ record }: { record: RecordType }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const { branch } = useBranch()
  const list = useFiltering(record)
  const { filtering, change } = list
  const { fields, choose } = useColumns(record)
  const commands = useMeta().commands.filter(
    (command) => command.module === record.module && command.name !== deskCommand,
  )
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
          {record.actions.includes('create') && (
            <Link className="primary-link" to={link(`/records/${record.name}/new`)}>
              <PlusOutlined aria-hidden /> {t('record.new')}
            </Link>
          )}
          <CommandButtons commands={commands} />
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
            columns={columnsOf(record, fields, say, link)}
            items={page.data.rows}
            keyOf={(row) => row.id}
            sort={filtering('sort') ?? undefined}
            onSort={(sort) => change({ sort })}
            busy={page.isFetching}
          />
          <Pager
            next={page.data.next}
            rows={page.data.rows.length}
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
