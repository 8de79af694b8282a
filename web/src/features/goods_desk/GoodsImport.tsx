import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { call } from '../../api/client'
import { useForgetRecords, useMeta } from '../../api/queries'
import { groupCount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { mayRecordGoods } from '../../app/Sidebar'
import { useSpeech } from '../../app/texts'
import { SettledDay } from '../../schema/SettledDay'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ColumnMeanings, FileStart } from '../imports/PlanParts'
import { UnknownRecord } from '../records/UnknownRecord'
import { changeOf, keyOf, useGoodsPlan, withColumn } from './goods_plan'
import type { Answers, GoodsPlan, GoodsSheet, Mappings } from './goods_plan'

type ColumnsProps = {
  plan: GoodsPlan
  sheet: GoodsSheet
  mapping: Record<string, string> | undefined
  change: (mapping: Record<string, string>) => void
}

/** What each column of a sheet means, to be changed where it was not understood. */
function Columns({ plan, sheet, mapping, change }: ColumnsProps) {
  const { t, say } = useSpeech()
  const name = [sheet.name, sheet.title].filter(Boolean).join(' · ') || plan.file
  return (
    <section className="panel" aria-label={name}>
      <h2>{name}</h2>
      {sheet.problem && <Alert type="warning" showIcon title={say(sheet.problem)} />}
      <ColumnMeanings
        columns={sheet.columns.map((column) => ({
          ...column,
          field: (mapping ? mapping[String(column.index)] : column.field) ?? null,
        }))}
        fields={plan.fields}
        change={(index, field) => change(withColumn(sheet, mapping, index, field))}
      />
      {sheet.footers.length > 0 && (
        <p className="quiet small">
          {t('goods_import.footers')} {sheet.footers.map(({ row, text }) => `${row}: ${text}`).join(' · ')}
        </p>
      )}
    </section>
  )
}

type QuestionsProps = { plan: GoodsPlan; answers: Answers; answer: (key: string, text: string | null) => void }

/** The rows that somebody has to answer, each with its place in the file and why. */
function Questions({ plan, answers, answer }: QuestionsProps) {
  const { t, say } = useSpeech()
  if (plan.question_count === 0) return null
  return (
    <section className="panel" aria-labelledby="goods-questions">
      <h2 id="goods-questions">{t('goods_import.questions', { n: groupCount(plan.question_count) })}</h2>
      <DataTable
        caption={t('goods_import.questions', { n: groupCount(plan.question_count) })}
        items={plan.questions}
        keyOf={keyOf}
        columns={[
          {
            key: 'place',
            title: t('goods_import.place'),
            heading: true,
            whole: true,
            cell: (row) => `${row.sheet_name} ${row.column ?? ''}${row.row}`,
          },
          { key: 'item', title: t('goods_import.item'), cell: (row) => row.item },
          { key: 'reason', title: t('goods_import.reason'), cell: (row) => say(row.reason) },
          {
            key: 'answer',
            title: t('goods_import.answer'),
            cell: (row) => (
              <>
                <input
                  type="text"
                  className="answer"
                  aria-label={t('goods_import.answer_for', { row: row.row })}
                  placeholder={t('goods_import.answer_like')}
                  disabled={answers[keyOf(row)] === ''}
                  value={answers[keyOf(row)] ?? ''}
                  onChange={({ target }) => answer(keyOf(row), target.value === '' ? null : target.value)}
                />
                <Checkbox
                  checked={answers[keyOf(row)] === ''}
                  onChange={({ target }) => answer(keyOf(row), target.checked ? '' : null)}
                >
                  {t('goods_import.leave_out')}
                </Checkbox>
                {row.readings.map((reading) => (
                  <Button key={reading} size="small" onClick={() => answer(keyOf(row), reading)}>
                    {reading}
                  </Button>
                ))}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

function Preview({ plan }: { plan: GoodsPlan }) {
  const { t } = useSpeech()
  const lines = plan.gifts.flatMap((gift) =>
    gift.lines.map((line, place) => ({
      ...line,
      donor: place === 0 ? gift.donor : '',
      key: `${keyOf(gift)}:${place}`,
    })),
  )
  return (
    <section className="panel" aria-labelledby="goods-preview">
      <h2 id="goods-preview">
        {t('goods_import.found', { gifts: groupCount(plan.gift_count), lines: groupCount(plan.line_count) })}
      </h2>
      <DataTable
        caption={t('goods_import.preview')}
        items={lines}
        keyOf={({ key }) => key}
        columns={[
          { key: 'row', title: t('goods_import.row'), numeric: true, cell: ({ row }) => row },
          { key: 'donor', title: t('desk.donor'), heading: true, cell: ({ donor }) => donor },
          {
            key: 'item',
            title: t('goods_import.item'),
            cell: ({ item, specification }) => `${item} ${specification}`,
          },
          {
            key: 'quantity',
            title: t('goods_import.quantity'),
            numeric: true,
            cell: ({ quantity, unit }) => `${quantity} ${unit}`,
          },
        ]}
      />
    </section>
  )
}

function Plan({ plan }: { plan: GoodsPlan }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const client = useQueryClient()
  const forget = useForgetRecords()
  const { message } = App.useApp()
  const [answers, setAnswers] = useState<Answers>({})
  const [mappings, setMappings] = useState<Mappings>({})
  const [day, setDay] = useState(plan.day ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    await work().catch(setProblem)
    setBusy(false)
  }
  const again = (next: Mappings) =>
    attempt(async () => {
      const json = changeOf(plan, { day: day === '' ? null : day, answers, mappings: next })
      const read = await call<GoodsPlan>(`/goods-imports/${plan.id}/plan`, { method: 'POST', json })
      client.setQueryData(['goods-imports', plan.id], read)
    })
  const commit = () =>
    attempt(async () => {
      // The same file is never entered twice, so no key is needed.
      const path = `/goods-imports/${plan.id}/commit`
      const made = await call<{ gifts: number; lines: number }>(path, { method: 'POST', json: {} })
      await forget()
      void message.success(t('goods_import.done', { gifts: groupCount(made.gifts), lines: groupCount(made.lines) }))
      await navigate(link('/records/giving.goods_gift', { state: 'listed' }))
    })
  const answer = (row: string, text: string | null) =>
    setAnswers((before) => {
      const others = Object.fromEntries(Object.entries(before).filter(([each]) => each !== row))
      return text === null ? others : { ...others, [row]: text }
    })
  const lacksDay = plan.gifts.some((gift) => gift.day === null)
  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      {plan.known_batch !== null && <Alert type="warning" showIcon title={t('goods_import.known')} />}
      {plan.warnings.map((warning) => (
        <Alert key={warning.en} type="info" showIcon title={say(warning)} />
      ))}
      {plan.sheets.map((sheet) => (
        <Columns
          key={sheet.index}
          plan={plan}
          sheet={sheet}
          mapping={mappings[sheet.index]}
          change={(mapping) => {
            const next = { ...mappings, [sheet.index]: mapping }
            setMappings(next)
            void again(next)
          }}
        />
      ))}
      <Questions plan={plan} answers={answers} answer={answer} />
      <div className="panel form-buttons">
        <span className="labelled">
          {t('goods_import.day')} <SettledDay value={day} label={t('goods_import.day')} settle={setDay} />
        </span>
        <Button loading={busy} onClick={() => void again(mappings)}>
          {t('goods_import.again')}
        </Button>
        <Button
          type="primary"
          loading={busy}
          disabled={plan.gift_count === 0 || plan.question_count > 0 || lacksDay || plan.known_batch !== null}
          onClick={() => void commit()}
        >
          {t('goods_import.commit')}
        </Button>
        {lacksDay && <span className="quiet">{t('goods_import.needs_day')}</span>}
        {plan.question_count > 0 && <span className="quiet">{t('goods_import.needs_answers')}</span>}
      </div>
      <Preview plan={plan} />
    </>
  )
}

function Kept({ id }: { id: string }) {
  const plan = useGoodsPlan(id)
  if (plan.error) return <ProblemNotice problem={plan.error} retry={() => void plan.refetch()} />
  return plan.data ? <Plan plan={plan.data} /> : <Skeleton active />
}

export function Component() {
  const { t } = useSpeech()
  const { id } = useParams()
  const link = useLink()
  const may = mayRecordGoods(useMeta())
  if (!may) return <UnknownRecord />
  return (
    <Page
      title={t('goods_import.title')}
      above={
        <p className="crumb">
          <Link to={link('/goods-desk')}>{t('goods.desk')}</Link>
        </p>
      }
    >
      {id === undefined ? (
        <FileStart text={t('goods_import.text')} plans="goods-imports" page="/goods-import" />
      ) : (
        <Kept key={id} id={id} />
      )}
    </Page>
  )
}
