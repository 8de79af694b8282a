import { Segmented, Skeleton } from 'antd'
import { Suspense, lazy, useCallback, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useFigure, useMeta } from '../../api/queries'
import type { Figure, FigureType } from '../../api/types'
import { groupCount, groupFen } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { behindKey, isBehindListed, recordBehind } from './behind'
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
  if (unit === 'minutes') return `${groupCount(Math.trunc(value / 60))}:${String(value % 60).padStart(2, '0')}`
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

/** The address of the records behind a key; none where they cannot be listed. */
function useBehind({ figure, by, parameters }: FigureCardProps): (key: string) => string | null {
  const link = useLink()
  const record = recordBehind(figure, useMeta().records)
  return useCallback(
    (key) =>
      record && isBehindListed(record, by)
        ? link(`/records/${record.name}`, behindKey(record, by, key, parameters))
        : null,
    [record, by, parameters, link],
  )
}

type FigureTableProps = FigureCardProps & { bars: Bar[]; behind: (key: string) => string | null }

function FigureTable({ bars, figure, by, title, behind }: FigureTableProps) {
  const { t } = useSpeech()
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
          cell: (bar) => {
            const address = behind(bar.key)
            return address === null ? bar.name : <Link to={address}>{bar.name}</Link>
          },
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
  const navigate = useNavigate()
  const behind = useBehind(props)
  const open = useCallback(
    (index: number) => {
      const bar = bars[index]
      const address = bar && bar.value !== 0 ? behind(bar.key) : null
      if (address !== null) void navigate(address)
    },
    [bars, behind, navigate],
  )
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
          <FigureTable {...props} bars={bars} behind={behind} />
        ) : bars.every((bar) => bar.value === 0) ? (
          <p className="empty">{t('dashboard.none')}</p>
        ) : (
          <Suspense fallback={<Skeleton active />}>
            <BarChart
              label={t('dashboard.chart_label', { title })}
              names={bars.map((bar) => bar.name)}
              values={bars.map((bar) => bar.value)}
              upright={by === 'day'}
              open={open}
              show={(value) => showFigure(figure.unit, value)}
              scale={figure.unit === 'fen' ? 100 : 1}
            />
          </Suspense>
        ))}
    </section>
  )
}
