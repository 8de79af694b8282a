import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Deadlines } from './Calendar'
import { useCalendar } from './disclosure_api'
import type { Deadline } from './disclosure_api'

const isOpen = ({ state }: Deadline) => state === 'overdue' || state === 'waiting'

/** Over all branches; the answer has them branch by branch. */
const byDay = (left: Deadline, right: Deadline) => (left.due < right.due ? -1 : left.due > right.due ? 1 : 0)

/** Every duty to disclose of the branch: what is open, and what was met. */
export function Component() {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const calendar = useCalendar(branch?.code, false)
  return (
    <Page title={t('calendar.title')}>
      <p className="quiet">{t('calendar.lead')}</p>
      {calendar.error && <ProblemNotice problem={calendar.error} retry={() => void calendar.refetch()} />}
      {calendar.isPending && <Skeleton active />}
      {calendar.data && (
        <div className="dashboard">
          <section className="panel wide" aria-labelledby="calendar-open">
            <h2 id="calendar-open">{t('calendar.open')}</h2>
            <Deadlines
              caption={t('calendar.open')}
              items={calendar.data.deadlines.filter(isOpen).toSorted(byDay)}
            />
          </section>
          <section className="panel wide" aria-labelledby="calendar-done">
            <h2 id="calendar-done">{t('calendar.done')}</h2>
            <Deadlines
              caption={t('calendar.done')}
              items={calendar.data.deadlines
                .filter((deadline) => !isOpen(deadline))
                .toSorted((left, right) => byDay(right, left))}
              empty={t('calendar.none_done')}
            />
          </section>
        </div>
      )}
      <p>
        <Link to={link('/records/giving.disclosure_notice')}>{t('calendar.notices')}</Link>{' '}
        <Link to={link('/records/giving.disclosure_elsewhere')}>{t('calendar.elsewhere')}</Link>{' '}
        <Link to={link('/records/giving.disclosure_clock')}>{t('calendar.clocks')}</Link>
      </p>
    </Page>
  )
}
