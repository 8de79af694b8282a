import { Skeleton } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router'
import { noReference, useMeta } from '../../api/queries'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useWaitingAt } from './spending_api'
import type { OpenedStep, WaitingEntry, WaitingFund } from './spending_api'

/** More the server does not tell one by one. */
const entriesMost = 200

/** The alarm of a fund, and how much is beyond it. */
function Beyond({ fund }: { fund: WaitingFund }) {
  const { t } = useSpeech()
  if (fund.late === 0) return <Pill tone="good">{t('spending.in_time')}</Pill>
  return (
    <>
      <Pill tone="bad">{t('spending.late', { n: groupCount(fund.late) })}</Pill>{' '}
      <span className="whole">{groupAmount(fund.late_amount)}</span>
    </>
  )
}

/** What waits at the step in each fund, held against the fund's own alarm. */
function ByFund({ step }: { step: OpenedStep }) {
  const { t, say } = useSpeech()
  return (
    <section className="panel wide" aria-labelledby="by-fund">
      <h2 id="by-fund">{t('spending.by_fund')}</h2>
      <DataTable
        caption={t('spending.by_fund')}
        items={step.funds.toSorted((left, right) => right.age_days - left.age_days)}
        keyOf={({ branch, purpose }) => `${branch} ${purpose}`}
        empty={t('spending.nothing_waits')}
        columns={[
          {
            key: 'fund',
            title: t('spending.fund'),
            heading: true,
            cell: (fund) => (
              <>
                {say(fund.name)} <span className="quiet small whole">{say(fund.branch_name)}</span>
              </>
            ),
          },
          {
            key: 'count',
            title: t('dashboard.count'),
            numeric: true,
            cell: (fund) => groupCount(fund.count),
          },
          {
            key: 'amount',
            title: t('dashboard.yuan'),
            numeric: true,
            cell: (fund) => groupAmount(fund.amount),
          },
          {
            key: 'oldest',
            title: t('spending.oldest'),
            cell: (fund) => (
              <>
                <span className="whole">{fund.oldest}</span>{' '}
                <span className="quiet small whole">{t('spending.days', { n: fund.age_days })}</span>
              </>
            ),
          },
          {
            key: 'days',
            title: t('spending.alarm_days'),
            numeric: true,
            cell: (fund) => t('spending.days', { n: fund.alarm_days }),
          },
          { key: 'alarm', title: t('spending.alarm'), cell: (fund) => <Beyond fund={fund} /> },
        ]}
      />
    </section>
  )
}

/** An entry's own page, or the gifts of the day that lie together. */
function EntryLink({ step, entry }: { step: OpenedStep; entry: WaitingEntry }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const record = useMeta().records.find(({ name }) => name === step.record)
  if (record === undefined || !record.actions.includes('list')) return entry.title || say(step.title)
  const name = entry.title || say(record.title)
  if (entry.id !== '') {
    return <Link to={link(`/records/${step.record}/${entry.id}`, { branch: entry.branch })}>{name}</Link>
  }
  const day = { 'day.min': entry.since, 'day.max': entry.since }
  const purpose = entry.purpose === '' ? noReference : entry.purpose
  return (
    <Link to={link(`/records/${step.record}`, { branch: entry.branch, own: '1', purpose, ...day })}>
      {t('spending.of_day', { name, day: entry.since })}
    </Link>
  )
}

/** Everything that waits, what is furthest beyond its alarm first. */
function Entries({ step }: { step: OpenedStep }) {
  const { t, say } = useSpeech()
  return (
    <section className="panel wide" aria-labelledby="entries">
      <h2 id="entries">{t('spending.entries')}</h2>
      {step.entries.length >= entriesMost && (
        <p className="quiet">{t('spending.entries_shown', { n: groupCount(entriesMost) })}</p>
      )}
      <DataTable
        caption={t('spending.entries')}
        items={step.entries}
        keyOf={({ branch, id, purpose, since, until, title }) =>
          [branch, id, purpose, since, until, title].join(' ')
        }
        empty={t('spending.nothing_waits')}
        columns={[
          {
            key: 'title',
            title: t('spending.what_for'),
            heading: true,
            cell: (entry) => (
              <>
                <EntryLink step={step} entry={entry} />
                {entry.count > 1 && (
                  <span className="quiet small whole"> × {groupCount(entry.count)}</span>
                )}
              </>
            ),
          },
          {
            key: 'fund',
            title: t('spending.fund'),
            cell: (entry) => (
              <>
                {say(entry.fund_name)} <span className="quiet small whole">{say(entry.branch_name)}</span>
              </>
            ),
          },
          {
            key: 'amount',
            title: t('dashboard.yuan'),
            numeric: true,
            cell: (entry) => groupAmount(entry.amount),
          },
          {
            key: 'since',
            title: t('spending.waits_since'),
            cell: (entry) => (
              <span className="whole">
                {entry.until === '' ? entry.since : `${entry.since} → ${entry.until}`}
              </span>
            ),
          },
          {
            key: 'age',
            title: t('spending.longest'),
            cell: (entry) => (
              <>
                <Pill tone={entry.is_late ? 'bad' : 'good'}>{t('spending.days', { n: entry.age_days })}</Pill>{' '}
                <span className="quiet small whole">{t('spending.alarm_at', { days: entry.alarm_days })}</span>
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

/** One step of the money opened: by fund, and down to what waits. */
export function Component() {
  const { t, say } = useSpeech()
  const { step = '' } = useParams()
  const { branch } = useBranch()
  const link = useLink()
  const [url] = useSearchParams()
  const opened = useWaitingAt(step, { branch: branch?.code, own: url.get('own') === '1' })
  const title = opened.data ? say(opened.data.title) : t('spending.waiting')
  return (
    <Page title={title} above={<Link to={link('/spending')}>{t('spending.title')}</Link>}>
      {opened.error && <ProblemNotice problem={opened.error} retry={() => void opened.refetch()} />}
      {opened.isPending && <Skeleton active />}
      {opened.data && (
        <div className="dashboard">
          <ByFund step={opened.data} />
          <Entries step={opened.data} />
        </div>
      )}
    </Page>
  )
}
