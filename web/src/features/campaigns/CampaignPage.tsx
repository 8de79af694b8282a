import { Skeleton } from 'antd'
import { Link, useParams } from 'react-router'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Matches, Reconciliation } from './Matching'
import { Payouts } from './Payouts'
import { StatePill } from './CampaignDesk'
import { DueDay } from './DueDay'
import { useCampaign } from './campaigns_api'
import type { Campaign, OpenedCampaign, Plan, Team } from './campaigns_api'
import { reached } from './progress'

function Facts({ campaign }: { campaign: Campaign }) {
  const { t } = useSpeech()
  return (
    <section className="panel wide" aria-labelledby="facts">
      <h2 id="facts">{t('campaigns.progress')}</h2>
      <dl className="details">
        <div>
          <dt>{t('campaigns.state')}</dt>
          <dd>
            <StatePill record="giving.campaign" state={campaign.state} />
          </dd>
        </div>
        <div>
          <dt>{t('campaigns.raised')}</dt>
          <dd className="number">
            {groupAmount(campaign.amount)} {reached(campaign.amount, campaign.target)}
          </dd>
        </div>
        {campaign.target !== '0.00' && (
          <div>
            <dt>{t('campaigns.target')}</dt>
            <dd className="number">{groupAmount(campaign.target)}</dd>
          </div>
        )}
        <div>
          <dt>{t('campaigns.gifts')}</dt>
          <dd className="number">{groupCount(campaign.gifts)}</dd>
        </div>
      </dl>
    </section>
  )
}

/** The plan a campaign raises funds under, with its deadlines. */
function PlanPart({ plan }: { plan: Plan }) {
  const { t, say } = useSpeech()
  const link = useLink()
  return (
    <section className="panel wide" aria-labelledby="plan">
      <h2 id="plan">{t('campaigns.plan')}</h2>
      <p>
        <Link to={link(`/records/giving.fundraising_plan/${plan.id}`, { branch: plan.branch })}>
          {plan.name}
        </Link>{' '}
        <StatePill record="giving.fundraising_plan" state={plan.state} />
      </p>
      <p className="quiet">
        {t('campaigns.filed_as')}: {plan.filing_number || '—'} · {t('campaigns.certificate')}:{' '}
        {plan.certificate_number || '—'}
      </p>
      <DataTable
        caption={t('campaigns.deadlines')}
        items={plan.deadlines}
        keyOf={({ duty }) => duty}
        columns={[
          { key: 'duty', title: t('campaigns.duty'), heading: true, cell: (row) => say(row.title) },
          { key: 'due', title: t('campaigns.due_on'), cell: (row) => <DueDay deadline={row} /> },
          { key: 'source', title: t('campaigns.source'), cell: (row) => say(row.source) },
        ]}
      />
    </section>
  )
}

/** The teams of a campaign by what was given to them. */
function Teams({ campaign }: { campaign: OpenedCampaign }) {
  const { t, say } = useSpeech()
  const link = useLink()
  return (
    <section className="panel wide" aria-labelledby="teams">
      <h2 id="teams">{t('campaigns.teams')}</h2>
      <DataTable
        caption={t('campaigns.teams')}
        items={campaign.teams}
        keyOf={({ id }) => id}
        empty={t('campaigns.no_teams')}
        columns={[
          { key: 'rank', title: t('campaigns.rank'), numeric: true, cell: ({ rank }) => rank },
          {
            key: 'name',
            title: t('campaigns.team'),
            heading: true,
            cell: (team: Team) => (
              <>
                <Link to={link(`/records/giving.campaign_team/${team.id}`, { branch: campaign.branch })}>
                  {team.name}
                </Link>{' '}
                <span className="quiet small whole">{say(team.kind)}</span>
              </>
            ),
          },
          {
            key: 'amount',
            title: t('campaigns.raised'),
            numeric: true,
            cell: ({ amount }) => groupAmount(amount),
          },
          {
            key: 'gifts',
            title: t('campaigns.gifts'),
            numeric: true,
            cell: ({ gifts }) => groupCount(gifts),
          },
          {
            key: 'progress',
            title: t('campaigns.progress'),
            numeric: true,
            cell: ({ amount, goal }) => reached(amount, goal),
          },
          {
            key: 'page',
            title: t('campaigns.public_page'),
            cell: ({ id }) =>
              campaign.state === 'draft' ? null : (
                <a href={`/campaigns/${campaign.id}/teams/${id}`}>{t('campaigns.public_page')}</a>
              ),
          },
        ]}
      />
    </section>
  )
}

/** One campaign: how far it is, its plan, what is due. */
export function Component() {
  const { t } = useSpeech()
  const { id = '' } = useParams()
  const { branch } = useBranch()
  const link = useLink()
  const campaign = useCampaign(id, branch?.code)
  return (
    <Page
      title={campaign.data?.name ?? t('campaigns.title')}
      above={<Link to={link('/campaigns')}>{t('campaigns.title')}</Link>}
      actions={
        campaign.data && (
          <>
            <Link to={link(`/records/giving.campaign/${id}`, { branch: campaign.data.branch })}>
              {t('campaigns.record')}
            </Link>
            {campaign.data.state !== 'draft' && (
              <a href={`/campaigns/${id}`}>{t('campaigns.public_page')}</a>
            )}
          </>
        )
      }
    >
      {campaign.error && (
        <ProblemNotice problem={campaign.error} retry={() => void campaign.refetch()} />
      )}
      {campaign.isPending && <Skeleton active />}
      {campaign.data && (
        <div className="dashboard">
          <Facts campaign={campaign.data} />
          {campaign.data.plan ? (
            <PlanPart plan={campaign.data.plan} />
          ) : (
            campaign.data.raises_publicly && <p className="quiet">{t('campaigns.no_plan')}</p>
          )}
          <Matches campaign={campaign.data} />
          <Teams campaign={campaign.data} />
          <Reconciliation campaign={campaign.data} />
          <Payouts campaign={campaign.data} />
        </div>
      )}
    </Page>
  )
}
