import { Button, Skeleton } from 'antd'
import { Suspense, lazy, useEffect, useMemo } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { groupAmount, groupCount, parseAmount } from '../../app/amount'
import { useSpeech } from '../../app/texts'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { DutyGaps, NextDisclosure, OnDuty } from './facts'
import { useBoard, wallTime } from './emergency_api'
import type { Board } from './emergency_api'

const BarChart = lazy(() => import('../../ui/BarChart'))

function Sums({ board }: { board: Board }) {
  const { t } = useSpeech()
  const sums = [
    { title: t('emergency.received'), value: groupAmount(board.amount) },
    { title: t('emergency.gifts'), value: groupCount(board.gifts) },
    { title: t('emergency.today'), value: groupAmount(board.today.amount) },
    { title: t('emergency.today_gifts'), value: groupCount(board.today.gifts) },
  ]
  return (
    <dl className="board-sums">
      {sums.map(({ title, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What waits; a large word when nothing does. */
function Backlog({ board }: { board: Board }) {
  const { t, say } = useSpeech()
  const waiting = board.backlog.filter(({ count }) => count > 0)
  return (
    <section className="panel" aria-labelledby="backlog">
      <h2 id="backlog">{t('emergency.backlog')}</h2>
      {waiting.length === 0 ? (
        <p className="board-zero">{t('emergency.zero')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('emergency.thing')}</th>
              <th className="numeric" scope="col">{t('dashboard.count')}</th>
              <th className="numeric" scope="col">{t('emergency.oldest')}</th>
            </tr>
          </thead>
          <tbody>
            {waiting.map(({ name, title, count, minutes }) => (
              <tr key={name}>
                <th scope="row">{say(title)}</th>
                <td className="numeric">{groupCount(count)}</td>
                <td className="numeric">{t('emergency.minutes', { n: groupCount(minutes) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** What waits of the event's fund at each step, as spending tells it. */
function Money({ board }: { board: Board }) {
  const { t, say } = useSpeech()
  return (
    <section className="panel" aria-labelledby="money">
      <h2 id="money">{t('emergency.money')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('emergency.step')}</th>
            <th className="numeric" scope="col">{t('dashboard.count')}</th>
            <th className="numeric" scope="col">{t('dashboard.yuan')}</th>
            <th className="numeric" scope="col">{t('emergency.oldest')}</th>
          </tr>
        </thead>
        <tbody>
          {board.money.map(({ step, title, count, amount, days, late }) => (
            <tr key={step} className={late > 0 ? 'board-late' : undefined}>
              <th scope="row">{say(title)}</th>
              <td className="numeric">{groupCount(count)}</td>
              <td className="numeric">{groupAmount(amount)}</td>
              <td className="numeric">
                {count > 0 && t(late > 0 ? 'emergency.days_late' : 'emergency.days', { n: groupCount(days) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Desks({ board }: { board: Board }) {
  const { t } = useSpeech()
  return (
    <section className="panel" aria-labelledby="desks">
      <h2 id="desks">{t('emergency.desks')}</h2>
      {board.desks.length === 0 ? (
        <p className="quiet">{t('emergency.no_desks')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('emergency.officer')}</th>
              <th className="numeric" scope="col">{t('dashboard.count')}</th>
              <th className="numeric" scope="col">{t('dashboard.yuan')}</th>
              <th scope="col">{t('emergency.last')}</th>
            </tr>
          </thead>
          <tbody>
            {board.desks.map(({ officer, name, gifts, amount, last }) => (
              <tr key={officer}>
                <th scope="row">{name || officer}</th>
                <td className="numeric">{groupCount(gifts)}</td>
                <td className="numeric">{groupAmount(amount)}</td>
                <td>{wallTime(last)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Log({ board }: { board: Board }) {
  const { t, say } = useSpeech()
  return (
    <section className="panel" aria-labelledby="log">
      <h2 id="log">{t('emergency.log')}</h2>
      <p>
        {t('emergency.on_duty')}: <OnDuty duty={board.duty} /> · <DutyGaps duty={board.duty} />
      </p>
      {board.log.length === 0 ? (
        <p className="quiet">{t('emergency.no_log')}</p>
      ) : (
        <ol className="board-log">
          {board.log.map(({ id, at, kind, name, text }) => (
            <li key={id}>
              <time dateTime={at}>{wallTime(at)}</time> <strong>{say(kind)}</strong> {name} {text}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Hours({ board }: { board: Board }) {
  const { t } = useSpeech()
  const { hours } = board
  const names = useMemo(() => hours.map(({ at }) => wallTime(at).slice(6)), [hours])
  const values = useMemo(() => hours.map(({ amount }) => Number(parseAmount(amount) ?? 0n)), [hours])
  return (
    <section className="panel" aria-labelledby="hours">
      <h2 id="hours">{t('emergency.hours')}</h2>
      <Suspense fallback={<Skeleton active />}>
        <BarChart
          label={t('emergency.hours')}
          names={names}
          values={values}
          upright
          scale={100}
          show={(value) => groupAmount((value / 100).toFixed(2))}
        />
      </Suspense>
      <div className="unseen">
        <table>
          <caption>{t('emergency.hours')}</caption>
          <tbody>
            {hours.map(({ at, amount }) => (
              <tr key={at}>
                <th scope="row">{wallTime(at)}</th>
                <td>{groupAmount(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** An emergency on a large screen, without the frame of the console: it is read from across the room. */
export function Component() {
  const { t, say } = useSpeech()
  const { id = '' } = useParams()
  const [parameters] = useSearchParams()
  const branch = parameters.get('branch')
  const { data: board, error, refetch } = useBoard(id, branch)
  const title = board?.name ?? t('emergency.board')
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`
  }, [title, t])
  return (
    <main className="board">
      <header>
        <h1>{title}</h1>
        {board && (
          <p>
            {say(board.level)} · {t('emergency.day', { n: board.day_number })} · {board.campaign_name}
          </p>
        )}
        <p className="board-tools">
          {board && (
            <span className={error ? 'board-stale' : 'quiet'} role="status">
              {t(error ? 'emergency.stale' : 'emergency.updated', { time: wallTime(board.now) })}
            </span>
          )}
          <Button size="small" onClick={() => void document.documentElement.requestFullscreen()}>
            {t('emergency.full')}
          </Button>
          <Link to={`/emergency${branch ? `?branch=${encodeURIComponent(branch)}` : ''}`}>
            {t('emergency.leave')}
          </Link>
        </p>
      </header>
      {error && !board && <ProblemNotice problem={error} retry={() => void refetch()} />}
      {!board && !error && <Skeleton active />}
      {board && (
        <>
          <Sums board={board} />
          <p className="board-clock">
            {t('emergency.disclosure')}: <NextDisclosure disclosure={board.disclosure} />
          </p>
          <div className="board-parts">
            <Backlog board={board} />
            <Money board={board} />
            <Desks board={board} />
            <Hours board={board} />
            <Log board={board} />
          </div>
        </>
      )}
    </main>
  )
}
