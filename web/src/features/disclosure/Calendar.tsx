import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useCalendar } from './disclosure_api'
import type { Deadline } from './disclosure_api'

/** Days before a duty falls due from which on the dashboard reminds of it. */
const remindDays = 30

/** Whether somebody has to act on it soon. */
export function isPressing({ state, days }: Deadline): boolean {
  return state === 'overdue' || (state === 'waiting' && days <= remindDays)
}

function State({ deadline }: { deadline: Deadline }) {
  const { t } = useSpeech()
  const { state, days, met_on } = deadline
  switch (state) {
    case 'overdue':
      return <Pill tone="bad">{t('calendar.overdue', { n: -days })}</Pill>
    case 'waiting':
      return <Pill tone={days <= remindDays ? 'wait' : 'quiet'}>{t('calendar.in_days', { n: days })}</Pill>
    case 'met_late':
      return <Pill tone="wait">{t('calendar.met_late', { day: met_on })}</Pill>
    case 'met':
      return <Pill tone="good">{t('calendar.met', { day: met_on })}</Pill>
  }
}

/** What it is about, leading to its campaign. */
function About({ deadline }: { deadline: Deadline }) {
  const { say } = useSpeech()
  const link = useLink()
  const { branch, campaign, name, branch_name } = deadline
  return (
    <>
      {campaign ? (
        <Link to={link(`/records/giving.campaign/${campaign}`, { branch })}>{name}</Link>
      ) : (
        name
      )}
      <div className="quiet small">{say(branch_name)}</div>
    </>
  )
}

type DeadlinesProps = { caption: string; items: Deadline[]; empty?: string }

/** Duties to disclose, with what each is about and how it stands. */
export function Deadlines({ caption, items, empty }: DeadlinesProps) {
  const { t, say } = useSpeech()
  return (
    <DataTable
      caption={caption}
      items={items}
      keyOf={({ branch, clock, campaign, purpose, name, due }) =>
        [branch, clock, campaign, purpose, name, due].join(' ')
      }
      empty={empty ?? t('calendar.nothing')}
      columns={[
        { key: 'due', title: t('calendar.due'), cell: ({ due }) => <span className="whole">{due}</span> },
        {
          key: 'title',
          title: t('calendar.duty'),
          heading: true,
          cell: ({ title, source }) => (
            <div>
              {say(title)}
              <div className="quiet small light">{say(source)}</div>
            </div>
          ),
        },
        { key: 'about', title: t('calendar.about'), cell: (deadline) => <About deadline={deadline} /> },
        { key: 'state', title: t('calendar.state'), cell: (deadline) => <State deadline={deadline} /> },
        {
          key: 'by',
          title: t('calendar.met_by'),
          cell: ({ met_by, link }) => (link ? <a href={link}>{met_by}</a> : met_by),
        },
      ]}
    />
  )
}

/** What has to be disclosed soon, or should have been. */
export function Reminders({ own }: { own: boolean }) {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const calendar = useCalendar(branch?.code, own)
  return (
    <section className="panel wide" aria-labelledby="reminders">
      <h2 id="reminders">{t('calendar.reminders')}</h2>
      {calendar.error && <ProblemNotice problem={calendar.error} retry={() => void calendar.refetch()} />}
      {calendar.isPending && <Skeleton active />}
      {calendar.data && (
        <Deadlines
          caption={t('calendar.reminders')}
          items={calendar.data.deadlines.filter(isPressing)}
        />
      )}
      <p>
        <Link to={link('/calendar')}>{t('calendar.all')}</Link>
      </p>
    </section>
  )
}
