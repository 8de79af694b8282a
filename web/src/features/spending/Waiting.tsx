import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { useSession } from '../../api/queries'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useWaiting } from './spending_api'
import type { WaitingStep } from './spending_api'

/** A step's name, leading to what waits there. */
function StepName({ step, own }: { step: WaitingStep; own: boolean }) {
  const { say } = useSpeech()
  const link = useLink()
  const scope: Record<string, string> = own ? { own: '1' } : {}
  return <Link to={link(`/spending/waiting/${step.step}`, scope)}>{say(step.title)}</Link>
}

/** What waits at each step of the money, for whom and since when. */
export function Waiting({ own = false }: { own?: boolean }) {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const waiting = useWaiting({ branch: branch?.code, own })
  const capabilities = useSession().data?.capabilities ?? []
  return (
    <section className="panel wide" aria-labelledby="waiting">
      <h2 id="waiting">{t('spending.waiting')}</h2>
      {waiting.error && <ProblemNotice problem={waiting.error} retry={() => void waiting.refetch()} />}
      {waiting.isPending && <Skeleton active />}
      {waiting.data && (
        <DataTable
          caption={t('spending.waiting')}
          items={waiting.data.steps.filter(({ count }) => count > 0)}
          keyOf={(step) => step.step}
          empty={t('spending.nothing_waits')}
          columns={[
            {
              key: 'step',
              title: t('spending.step'),
              heading: true,
              cell: (step) => <StepName step={step} own={own} />,
            },
            {
              key: 'count',
              title: t('dashboard.count'),
              numeric: true,
              cell: (step) => groupCount(step.count),
            },
            {
              key: 'amount',
              title: t('dashboard.yuan'),
              numeric: true,
              cell: (step) => groupAmount(step.amount),
            },
            {
              key: 'age',
              title: t('spending.longest'),
              numeric: true,
              cell: (step) => (step.oldest === '' ? '—' : t('spending.days', { n: step.age_days })),
            },
            {
              key: 'alarm',
              title: t('spending.alarm'),
              cell: (step) =>
                step.oldest === '' ? (
                  '—'
                ) : step.late > 0 ? (
                  <>
                    <Pill tone="bad">{t('spending.late', { n: groupCount(step.late) })}</Pill>{' '}
                    <span className="whole">{groupAmount(step.late_amount)}</span>
                  </>
                ) : (
                  <Pill tone="good">{t('spending.in_time')}</Pill>
                ),
            },
            {
              key: 'whom',
              title: t('spending.whom'),
              cell: (step) =>
                t(capabilities.includes(step.capability) ? 'spending.for_you' : 'spending.for_others'),
            },
          ]}
        />
      )}
    </section>
  )
}
