import { Segmented, Switch } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useEvents } from '../../api/events'
import { useFigure, useMeta } from '../../api/queries'
import type { FigureType, Totals } from '../../api/types'
import { groupAmount, groupCount } from '../../app/amount'
import { useChangeParameters } from '../../app/address'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import type { TextKey } from '../../app/texts'
import { today } from '../../schema/format'
import { Page } from '../../ui/Page'
import { Reminders } from '../disclosure/Calendar'
import { Funds } from '../spending/Funds'
import { Waiting } from '../spending/Waiting'
import { FigureCard, showFigure } from './FigureCard'
import { behindTotal, recordBehind } from './behind'
import { PeriodPicker } from './PeriodPicker'
import { urlPeriod } from './period'

const titles: Record<string, TextKey> = {
  day: 'dashboard.by_day',
  branch: 'dashboard.by_branch',
  channel: 'dashboard.by_channel',
  campaign: 'dashboard.by_campaign',
  purpose: 'dashboard.by_purpose',
  category: 'dashboard.by_category',
}

/** The totals of the whole book, as they grow. */
function Live() {
  const { t } = useSpeech()
  const [totals, setTotals] = useState<Totals | null>(null)
  const { connected } = useEvents<Totals>('/events?topic=totals', ['totals'], (_, next) => setTotals(next))
  if (!totals) return null
  return (
    <section className="live" aria-label={t('live.title')}>
      <div>
        <span className="quiet">{t('live.today')}</span>
        <strong>¥ {groupAmount(totals.today_amount)}</strong>
        <span className="quiet">{t('live.gifts', { n: groupCount(totals.today_gifts) })}</span>
      </div>
      <div>
        <span className="quiet">{t('live.total')}</span>
        <strong>¥ {groupAmount(totals.amount)}</strong>
        <span className="quiet">{t('live.gifts', { n: groupCount(totals.gifts) })}</span>
      </div>
      <span className={connected ? 'beat on' : 'beat'}>{t(connected ? 'live.on' : 'live.off')}</span>
    </section>
  )
}

function Total({ figure, parameters }: { figure: FigureType; parameters: Record<string, string> }) {
  const { say, t } = useSpeech()
  const link = useLink()
  const record = recordBehind(figure, useMeta().records)
  const total = useFigure(figure.name, { ...parameters, by: figure.by[0] ?? 'day' }).data?.total
  return (
    <div className="total">
      {record ? (
        <Link to={link(`/records/${record.name}`, behindTotal(record, parameters))}>{say(figure.title)}</Link>
      ) : (
        <span className="quiet">{say(figure.title)}</span>
      )}
      <strong>
        {total === undefined ? '…' : showFigure(figure.unit, total)}
        {figure.unit === 'fen' && <small> {t('unit.yuan')}</small>}
      </strong>
    </div>
  )
}

/** What lies and what waits, for whoever may see the spending. */
function Standing({ own }: { own: boolean }) {
  const readable = useMeta().records.some(
    ({ name, actions }) => name === 'spending.payment' && actions.includes('list'),
  )
  if (!readable) return null
  return (
    <div className="dashboard">
      <Waiting own={own} />
      <Funds own={own} most={6} />
    </div>
  )
}

/** What has to be disclosed, for whoever may see notices. */
function Duties({ own }: { own: boolean }) {
  const readable = useMeta().records.some(
    ({ name, actions }) => name === 'giving.disclosure_notice' && actions.includes('list'),
  )
  if (!readable) return null
  return (
    <div className="dashboard">
      <Reminders own={own} />
    </div>
  )
}

export function Component() {
  const { t, say } = useSpeech()
  const { figures } = useMeta()
  const { branch } = useBranch()
  const [url] = useSearchParams()
  const change = useChangeParameters(true)
  const now = today()
  const period = urlPeriod(url, now)
  const figure = figures.find(({ name }) => name === url.get('figure')) ?? figures[0]
  const own = url.get('own') === '1'
  const parameters = {
    ...period,
    ...(branch ? { branch: branch.code } : {}),
    ...(own ? {} : { subtree: '1' }),
  }
  return (
    <Page title={t('dashboard.title')}>
      <Live />
      <div className="dashboard-tools">
        <PeriodPicker period={period} today={now} choose={change} />
        <label>
          <Switch
            checked={!own}
            aria-label={t('list.subtree')}
            onChange={(all) => change({ own: all ? null : '1' })}
          />{' '}
          {t('list.subtree')}
        </label>
      </div>
      {figure && branch ? (
        <>
          <div className="totals">
            {figures.slice(0, 4).map((each) => (
              <Total key={each.name} figure={each} parameters={parameters} />
            ))}
          </div>
          {figures.length > 1 && (
            <Segmented
              className="figure-choice"
              name="figure"
              aria-label={t('dashboard.figure')}
              value={figure.name}
              onChange={(name) => change({ figure: name })}
              options={figures.map(({ name, title }) => ({ value: name, label: say(title) }))}
            />
          )}
          <div className="dashboard">
            {figure.by.map((by) => (
              <FigureCard
                key={`${figure.name} ${by}`}
                figure={figure}
                by={by}
                title={titles[by] ? t(titles[by]) : by}
                parameters={parameters}
                wide={by === 'day'}
              />
            ))}
          </div>
        </>
      ) : (
        <p className="empty">{t('dashboard.no_figures')}</p>
      )}
      {branch && <Standing own={own} />}
      {branch && <Duties own={own} />}
    </Page>
  )
}
