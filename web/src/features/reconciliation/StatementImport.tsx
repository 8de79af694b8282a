import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { call } from '../../api/client'
import { useForgetRecords, useMeta } from '../../api/queries'
import { groupAmount, groupCount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { mayReadStatements } from '../../app/Sidebar'
import { useSpeech } from '../../app/texts'
import { SettledDay } from '../../schema/SettledDay'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ColumnMeanings, FileStart } from '../imports/PlanParts'
import { UnknownRecord } from '../records/UnknownRecord'
import { useChannels, useStatementPlan } from './reconciliation_api'
import type { StatementPlan } from './reconciliation_api'

function Findings({ plan }: { plan: StatementPlan }) {
  const { t, say } = useSpeech()
  return (
    <>
      {plan.problem && <Alert type="error" showIcon title={say(plan.problem)} />}
      {plan.same_file && <Alert type="error" showIcon title={t('statement.same', plan.same_file)} />}
      {plan.broken && <Alert type="error" showIcon title={t('statement.broken', plan.broken)} />}
      {plan.refused.map(({ row, reason }) => (
        <Alert key={row} type="error" showIcon title={t('statement.refused', { row, reason: say(reason) })} />
      ))}
      {plan.warnings.map((warning) => (
        <Alert key={warning.en} type="info" showIcon title={say(warning)} />
      ))}
    </>
  )
}

type ColumnsProps = { plan: StatementPlan; change: (columns: Record<string, string>) => void }

/** What each column means, to be changed where it was not understood. */
function Columns({ plan, change }: ColumnsProps) {
  const { t, say } = useSpeech()
  const now = Object.fromEntries(
    plan.columns.flatMap(({ index, field }) => (field === null ? [] : [[String(index), field]])),
  )
  return (
    <section className="panel" aria-label={t('statement.columns')}>
      <h2>{say(plan.layout) || t('statement.columns')}</h2>
      <ColumnMeanings
        columns={plan.columns}
        fields={plan.fields}
        change={(index, field) => {
          const others = Object.entries(now).filter(([key]) => key !== String(index))
          change(Object.fromEntries(field === null ? others : [...others, [String(index), field]]))
        }}
      />
    </section>
  )
}

function Preview({ plan }: { plan: StatementPlan }) {
  const { t } = useSpeech()
  return (
    <section className="panel" aria-labelledby="statement-preview">
      <h2 id="statement-preview">{t('statement.found', { n: groupCount(plan.line_count) })}</h2>
      <DataTable
        caption={t('statement.preview')}
        items={plan.lines}
        keyOf={(line) => `${line.row} ${line.amount} ${line.memo}`}
        columns={[
          { key: 'row', title: t('goods_import.row'), numeric: true, cell: ({ row }) => row },
          { key: 'day', title: t('reconcile.day'), whole: true, cell: ({ day, time }) => `${day} ${time}` },
          {
            key: 'amount',
            title: t('reconcile.amount'),
            numeric: true,
            heading: true,
            cell: ({ amount }) => groupAmount(amount),
          },
          {
            key: 'balance',
            title: t('statement.balance'),
            numeric: true,
            cell: ({ balance }) => (balance === null ? '' : groupAmount(balance)),
          },
          { key: 'payer', title: t('reconcile.payer'), cell: ({ payer }) => payer },
          { key: 'reference', title: t('reconcile.reference'), cell: ({ reference }) => reference },
          { key: 'memo', title: t('statement.memo'), cell: ({ memo }) => memo },
        ]}
      />
    </section>
  )
}

type Chosen = { channel: string | null; begins: string; ends: string; opening: string; known: boolean }

function Plan({ plan }: { plan: StatementPlan }) {
  const { t } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const client = useQueryClient()
  const channels = useChannels()
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<Chosen>({
    channel: plan.channels[0] ?? null,
    begins: plan.begins ?? '',
    ends: plan.ends ?? '',
    opening: '',
    known: false,
  })
  const [problem, setProblem] = useState<unknown>(null)
  const forget = useForgetRecords()
  const commit = useMutation({
    // The same file is never entered twice, so no key is needed.
    mutationFn: (json: Record<string, unknown>) =>
      call<{ lines: number }>(`/statement-imports/${plan.id}/commit`, { method: 'POST', json }),
    onSuccess: async (made) => {
      await forget()
      void message.success(t('statement.done', { n: groupCount(made.lines) }))
      await navigate(link('/reconcile', chosen.channel === null ? {} : { channel: chosen.channel }))
    },
    onError: setProblem,
  })
  const again = async (columns: Record<string, string>) => {
    setProblem(null)
    try {
      const json = { sheets: [{ index: plan.sheet, header_row: plan.header_row, columns }] }
      const read = await call<StatementPlan>(`/statement-imports/${plan.id}/plan`, { method: 'POST', json })
      client.setQueryData(['statement-imports', plan.id], read)
    } catch (error) {
      setProblem(error)
    }
  }
  const blocked = plan.problem ?? plan.broken ?? plan.same_file ?? plan.refused[0] ?? null
  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Findings plan={plan} />
      <Columns plan={plan} change={(columns) => void again(columns)} />
      <div className="panel form-buttons">
        <Select
          className="map"
          aria-label={t('reconcile.channel')}
          placeholder={t('reconcile.channel')}
          value={chosen.channel}
          options={channels.map(({ id, name }) => ({ value: id, label: name }))}
          popupMatchSelectWidth={false}
          onChange={(channel: string) => setChosen({ ...chosen, channel })}
        />
        <span className="labelled">
          {t('reconcile.begins')}{' '}
          <SettledDay
            value={chosen.begins}
            label={t('reconcile.begins')}
            settle={(begins) => setChosen({ ...chosen, begins })}
          />
        </span>
        <span className="labelled">
          {t('reconcile.ends')}{' '}
          <SettledDay
            value={chosen.ends}
            label={t('reconcile.ends')}
            settle={(ends) => setChosen({ ...chosen, ends })}
          />
        </span>
        {plan.opening === null ? (
          <label>
            {t('statement.opening')}{' '}
            <Input
              inputMode="decimal"
              value={chosen.opening}
              onChange={({ target }) => setChosen({ ...chosen, opening: target.value })}
            />
          </label>
        ) : (
          <span>
            {t('statement.identity', {
              opening: groupAmount(plan.opening),
              received: groupAmount(plan.received),
              paid: groupAmount(plan.paid),
              closing: plan.closing === null ? '' : groupAmount(plan.closing),
            })}
          </span>
        )}
        <Checkbox
          checked={chosen.known}
          onChange={({ target }) => setChosen({ ...chosen, known: target.checked })}
        >
          {t('statement.leave_out_known')}
        </Checkbox>
        <Button
          type="primary"
          loading={commit.isPending}
          disabled={blocked !== null || chosen.channel === null}
          onClick={() => {
            setProblem(null)
            const { channel, begins, ends, opening, known } = chosen
            const json = { channel, begins, ends, leave_out_known: known }
            commit.mutate(opening === '' ? json : { ...json, opening })
          }}
        >
          {t('statement.commit')}
        </Button>
      </div>
      <Preview plan={plan} />
    </>
  )
}

function Kept({ id }: { id: string }) {
  const plan = useStatementPlan(id)
  if (plan.error) return <ProblemNotice problem={plan.error} retry={() => void plan.refetch()} />
  return plan.data ? <Plan plan={plan.data} /> : <Skeleton active />
}

export function Component() {
  const { t } = useSpeech()
  const { id } = useParams()
  const link = useLink()
  const may = mayReadStatements(useMeta())
  if (!may) return <UnknownRecord />
  return (
    <Page
      title={t('statement.title')}
      above={
        <p className="crumb">
          <Link to={link('/reconcile')}>{t('reconcile.title')}</Link>
        </p>
      }
    >
      {id === undefined ? (
        <FileStart text={t('statement.text')} plans="statement-imports" page="/statement-import" />
      ) : (
        <Kept key={id} id={id} />
      )}
    </Page>
  )
}
