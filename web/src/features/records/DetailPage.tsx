import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { call } from '../../api/client'
import { useForgetRecords, useMetaOf, useRecordType, useRow, useSession } from '../../api/queries'
import type { Command, Field, RecordType, Row, Transition } from '../../api/types'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { isNumeric, showInstant, today } from '../../schema/format'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ReasonDialog } from '../../ui/ReasonDialog'
import { Cell } from './Cell'
import { Attachments } from '../attachments/Attachments'
import { hasAttachments } from '../attachments/attachments_api'
import { NoticePreview } from '../disclosure/NoticePreview'
import { GoodsLines } from '../goods_desk/GoodsLines'
import { CommandButtons } from './CommandButtons'
import { History } from './History'
import { Papers } from './Papers'
import { commandsOn, fieldAbout, forSomebodyElse, startingValues } from './offered'
import { UnknownRecord } from './UnknownRecord'

/** The steps of the workflow that may follow the record's state. */
function stepsFrom(record: RecordType, row: Row): Transition[] {
  const state = record.state_field === null ? null : row[record.state_field]
  return record.transitions.filter((each) => each.from.includes(String(state)))
}

function Steps({ record, row, possible }: { record: RecordType; row: Row; possible: Transition[] }) {
  const { t, say } = useSpeech()
  const { message } = App.useApp()
  const forget = useForgetRecords()
  const [step, setStep] = useState<Transition | null>(null)
  const act = async (transition: Transition, reason: string) => {
    await call(`/records/${record.name}/${row.id}/${transition.name}`, {
      method: 'POST',
      json: reason === '' ? {} : { reason },
    })
    void message.success(t('command.done', { command: say(transition.title) }))
    await forget()
  }
  return (
    <>
      {possible.map((transition) => (
        <Button key={transition.name} aria-haspopup="dialog" onClick={() => setStep(transition)}>
          {say(transition.title)}
        </Button>
      ))}
      {step && (
        <ReasonDialog
          title={say(step.title)}
          reason={step.needs_reason ? 'required' : 'none'}
          note={step.four_eyes ? t('record.four_eyes') : undefined}
          confirm={say(step.title)}
          act={(reason) => act(step, reason)}
          close={() => setStep(null)}
        />
      )}
    </>
  )
}

/** Records whose papers are their receipt: none is printed before there is a number. */
const isReceipted = (record: string) => record === 'giving.gift' || record === 'giving.goods_gift'

function isEmpty({ name }: Field, { label_field: labelField }: RecordType, row: Row): boolean {
  const value = name === labelField && row.label !== undefined ? row.label : row[name]
  return value === null || value === undefined || value === ''
}

function Details({ record, row }: { record: RecordType; row: Row }) {
  const { t, say } = useSpeech()
  const [asked, setAsked] = useState(false)
  const reveal = useMutation({
    mutationFn: (reason: string) =>
      call<Row>(`/records/${record.name}/${row.id}/reveal`, { method: 'POST', json: { reason } }),
  })
  const shown = reveal.data ? { ...row, ...reveal.data } : row
  const masked = record.fields.some(
    (field) => (field.privacy === 'personal' || field.privacy === 'sensitive') && (row[field.name] ?? null) !== null,
  )
  return (
    <section className="panel" aria-label={t('record.details')}>
      <dl className="details">
        {record.fields.map((field) => (
          <div key={field.name} className={field.multiline ? 'wide' : undefined}>
            <dt>{say(field.label)}</dt>
            <dd className={isNumeric(field) ? 'number-left' : undefined}>
              {isEmpty(field, record, shown) ? (
                <span className="quiet">—</span>
              ) : field.name === record.label_field && shown.label !== undefined ? (
                shown.label
              ) : (
                <Cell field={field} row={shown} isState={field.name === record.state_field} linked />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {masked && record.actions.includes('reveal') && !reveal.data && (
        <Button aria-haspopup="dialog" onClick={() => setAsked(true)}>
          {t('record.reveal')}
        </Button>
      )}
      {asked && (
        <ReasonDialog
          title={t('record.reveal')}
          reason="required"
          note={t('record.reveal_note')}
          confirm={t('record.reveal')}
          act={(reason) => reveal.mutateAsync(reason)}
          close={() => setAsked(false)}
        />
      )}
      <p className="quiet small">
        {t('record.dates', { made: showInstant(row.created_at), changed: showInstant(row.updated_at) })}
      </p>
    </section>
  )
}

function RecordDetail({ record: known, row }: { record: RecordType; row: Row }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const meta = useMetaOf(row.branch)
  const record = meta.records.find(({ name }) => name === known.name) ?? known
  const user = useSession().data?.user.id
  const steps = stepsFrom(record, row)
  const commands = commandsOn(meta, record, row)
  const keptSteps = forSomebodyElse(steps, row, user)
  const keptCommands = forSomebodyElse(commands, row, user)
  const kept = [...keptSteps, ...keptCommands]
  const start = (command: Command) => {
    const about = fieldAbout(command)
    return {
      given: about ? { [about.name]: row.id } : {},
      initial: startingValues(command, row, today()),
      place: row.branch,
    }
  }
  return (
    <Page
      title={row.label || say(record.title)}
      above={
        <p className="crumb">
          <Link to={link(`/records/${record.name}`)}>{say(record.title)}</Link>
        </p>
      }
      actions={
        <>
          {record.actions.includes('update') && (
            <Link className="primary-link" to={link(`/records/${record.name}/${row.id}/edit`)}>
              {t('record.edit')}
            </Link>
          )}
          {(!isReceipted(record.name) || row.label) && <Papers record={record.name} id={row.id} />}
          <Steps
            record={record}
            row={row}
            possible={steps.filter((step) => !keptSteps.includes(step))}
          />
          <CommandButtons
            commands={commands.filter((command) => !keptCommands.includes(command))}
            start={start}
          />
        </>
      }
    >
      {kept.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('record.somebody_else', { steps: kept.map(({ title }) => say(title)).join('、') })}
        />
      )}
      <Details record={record} row={row} />
      {record.name === 'giving.goods_gift' && <GoodsLines gift={row} />}
      {record.name === 'giving.disclosure_notice' && <NoticePreview notice={row} />}
      {hasAttachments(record.name) && <Attachments record={record} row={row} />}
      {record.actions.includes('history') && <History record={record} id={row.id} />}
    </Page>
  )
}

export function Component() {
  const { record: name = '', id = '' } = useParams()
  const record = useRecordType(name)
  const row = useRow(name, id)
  if (!record) return <UnknownRecord />
  if (row.error) return <ProblemNotice problem={row.error} retry={() => void row.refetch()} />
  if (!row.data) return <Skeleton active />
  return <RecordDetail key={`${name}/${id}`} record={record} row={row.data} />
}
