import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { useRecordType } from '../../api/queries'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { DueDay } from './DueDay'
import { Instalments } from './Instalments'
import { useCampaigns, useDue } from './campaigns_api'
import { reached } from './progress'

/** A choice of a record's field as people read it. */
export function StatePill({ record, state }: { record: string; state: string }) {
  const { say } = useSpeech()
  const choices = useRecordType(record)?.fields.find(({ name }) => name === 'state')?.choices ?? []
  const choice = choices.find(({ value }) => value === state)
  return <Pill tone={choice?.tone}>{choice ? say(choice.label) : state}</Pill>
}

/** What plans and campaigns of the branch have still to do, the nearest first. */
function DueList() {
  const { t, say } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const due = useDue(branch?.code)
  return (
    <section className="panel wide" aria-labelledby="due">
      <h2 id="due">{t('campaigns.due')}</h2>
      {due.error && <ProblemNotice problem={due.error} retry={() => void due.refetch()} />}
      {due.isPending && <Skeleton active />}
      {due.data && (
        <DataTable
          caption={t('campaigns.due')}
          items={due.data.deadlines}
          keyOf={({ plan, campaign, duty }) => `${plan}${campaign} ${duty}`}
          empty={t('campaigns.nothing_due')}
          columns={[
            { key: 'duty', title: t('campaigns.duty'), heading: true, cell: (row) => say(row.title) },
            {
              key: 'plan',
              title: t('campaigns.due_for'),
              cell: (row) => (
                <Link
                  to={
                    row.campaign
                      ? link(`/campaigns/${row.campaign}`)
                      : link(`/records/giving.fundraising_plan/${row.plan}`, { branch: row.branch })
                  }
                >
                  {row.name}
                </Link>
              ),
            },
            { key: 'due', title: t('campaigns.due_on'), cell: (row) => <DueDay deadline={row} /> },
            { key: 'source', title: t('campaigns.source'), cell: (row) => say(row.source) },
          ]}
        />
      )}
    </section>
  )
}

function CampaignList() {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const campaigns = useCampaigns(branch?.code)
  return (
    <section className="panel wide" aria-labelledby="campaigns">
      <h2 id="campaigns">{t('campaigns.list')}</h2>
      {campaigns.error && (
        <ProblemNotice problem={campaigns.error} retry={() => void campaigns.refetch()} />
      )}
      {campaigns.isPending && <Skeleton active />}
      {campaigns.data && (
        <DataTable
          caption={t('campaigns.list')}
          items={campaigns.data.campaigns}
          keyOf={({ id }) => id}
          empty={t('campaigns.none')}
          columns={[
            {
              key: 'name',
              title: t('campaigns.name'),
              heading: true,
              cell: ({ id, name }) => <Link to={link(`/campaigns/${id}`)}>{name}</Link>,
            },
            {
              key: 'state',
              title: t('campaigns.state'),
              cell: ({ state }) => <StatePill record="giving.campaign" state={state} />,
            },
            {
              key: 'plan',
              title: t('campaigns.plan'),
              cell: ({ plan }) =>
                plan && <StatePill record="giving.fundraising_plan" state={plan.state} />,
            },
            {
              key: 'raised',
              title: t('campaigns.raised'),
              numeric: true,
              cell: ({ amount }) => groupAmount(amount),
            },
            {
              key: 'target',
              title: t('campaigns.target'),
              numeric: true,
              cell: ({ target }) => (target === '0.00' ? '' : groupAmount(target)),
            },
            {
              key: 'progress',
              title: t('campaigns.progress'),
              numeric: true,
              cell: ({ amount, target }) => reached(amount, target),
            },
            {
              key: 'gifts',
              title: t('campaigns.gifts'),
              numeric: true,
              cell: ({ gifts }) => groupCount(gifts),
            },
          ]}
        />
      )}
    </section>
  )
}

/** The campaigns of the branch and those below it, and what the law has them do next. */
export function Component() {
  const { t } = useSpeech()
  return (
    <Page title={t('campaigns.title')}>
      <div className="dashboard">
        <DueList />
        <CampaignList />
        <Instalments />
      </div>
    </Page>
  )
}
