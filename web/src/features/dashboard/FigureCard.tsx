import { Segmented, Skeleton } from 'antd'
import { Suspense, lazy, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { useFigure, useRecordType } from '../../api/queries'
import type { Figure, FigureType } from '../../api/types'
import { groupCount, groupFen } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { daysOf } from './period'

const BarChart = lazy(() => import('../../ui/BarChart'))

type FigureCardProps = {
  figure: FigureType
  by: string
  title: string
  parameters: Record<string, string>
  wide?: boolean
}

type Bar = Figure['rows'][number] & { name: string }

/** More days than this are drawn only where something happened. */
const drawnDaysMax = 400

export function showFigure(unit: FigureType['unit'], value: number): string {
  return unit === 'fen' ? groupFen(value) : groupCount(value)
}

/** The bars of a figure; by day also the days without any. */
function barsOf(figure: Figure, by: string, say: ReturnType<typeof useSpeech>['say']): Bar[] {
  const bars = figure.rows.map((row) => ({ ...row, name: say(row.label) || row.key }))
  if (by !== 'day') return bars.toSorted((left, right) => right.value - left.value)
  const days = daysOf(figure, drawnDaysMax)
  if (days === null) return bars.toSorted((left, right) => (left.key < right.key ? -1 : 1))
  const known = new Map(bars.map((bar) => [bar.key, bar]))
  return days.map((day) => known.get(day) ?? { key: day, label: day, name: day, value: 0 })
}

function FigureTable({ bars, figure, by, title, parameters }: FigureCardProps & { bars: Bar[] }) {
  const { t } = useSpeech()
  const link = useLink()
  const record = useRecordType(figure.record ?? '')
  const filtered = record?.fields.some((field) => field.name === by && field.filter)
  const opens = (bar: Bar) => {
    const period = { 'day.min': parameters.from ?? '', 'day.max': parameters.to ?? '' }
    if (by === 'day') return { 'day.min': bar.key, 'day.max': bar.key }
    if (by === 'branch') return { ...period, branch: bar.key }
    return { ...period, [by]: bar.key }
  }
  return (
    <DataTable
      caption={title}
      items={bars.filter((bar) => bar.value !== 0)}
      keyOf={(bar) => bar.key}
      empty={t('dashboard.none')}
      columns={[
        {
          key: by,
          title: t(by === 'day' ? 'desk.day' : 'dashboard.what'),
          heading: true,
          cell: (bar) =>
            record && (filtered || by === 'branch') ? (
              <Link to={link(`/records/${record.name}`, opens(bar))}>{bar.name}</Link>
            ) : (
              bar.name
            ),
        },
        {
          key: 'value',
          title: t(figure.unit === 'fen' ? 'dashboard.yuan' : 'dashboard.count'),
          numeric: true,
          cell: (bar) => showFigure(figure.unit, bar.value),
        },
      ]}
    />
  )
}

/** A figure by one of its dimensions, as bars or, at the reader's wish, as a table. */
export function FigureCard(props: FigureCardProps) {
  const { figure, by, title, parameters, wide = false } = props
  const { t, say } = useSpeech()
  const [form, setForm] = useState<'chart' | 'table'>('chart')
  const query = useFigure(figure.name, { ...parameters, by })
  const bars = useMemo(() => (query.data ? barsOf(query.data, by, say) : []), [query.data, by, say])
  const id = `figure-${by}`
  return (
    <section className={wide ? 'panel wide' : 'panel'} aria-labelledby={id}>
      <div className="card-title">
        <h2 id={id}>{title}</h2>
        <Segmented
          size="small"
          name={id}
          aria-label={t('dashboard.form', { title })}
          value={form}
          onChange={setForm}
          options={[
            { value: 'chart', label: t('dashboard.chart') },
            { value: 'table', label: t('dashboard.table') },
          ]}
        />
      </div>
      {query.error && <ProblemNotice problem={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data &&
        (form === 'table' ? (
          <FigureTable {...props} bars={bars} />
        ) : bars.every((bar) => bar.value === 0) ? (
          <p className="empty">{t('dashboard.none')}</p>
        ) : (
          <Suspense fallback={<Skeleton active />}>
            <BarChart
              label={t('dashboard.chart_label', { title })}
              names={bars.map((bar) => bar.name)}
              values={bars.map((bar) => bar.value)}
              upright={by === 'day'}
              show={(value) => showFigure(figure.unit, value)}
              scale={figure.unit === 'fen' ? 100 : 1}
            />
          </Suspense>
        ))}
    </section>
  )
}
