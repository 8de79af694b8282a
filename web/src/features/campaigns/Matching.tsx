import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { query } from '../../api/client'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import type { Column } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useReconciliation } from './campaigns_api'
import type { MatchSums, OpenedCampaign, Reconciled } from './campaigns_api'

/** What was promised on top of public gifts, kind by kind. */
export function Matches({ campaign }: { campaign: OpenedCampaign }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const amount = (key: 'promised' | 'settled' | 'taken_back' | 'receivable'): Column<MatchSums> => ({
    key,
    title: t(`campaigns.${key}`),
    numeric: true,
    cell: (sums) => groupAmount(sums[key]),
  })
  return (
    <section className="panel wide" aria-labelledby="matches">
      <h2 id="matches">{t('campaigns.matches')}</h2>
      <p className="quiet">{t('campaigns.match_note')}</p>
      <p>
        <Link to={link('/records/giving.match_claim', { campaign: campaign.id, branch: campaign.branch })}>
          {t('campaigns.claims')}
        </Link>
      </p>
      <DataTable
        caption={t('campaigns.matches')}
        items={campaign.matches}
        keyOf={({ kind }) => kind}
        columns={[
          {
            key: 'kind',
            title: t('campaigns.match_kind'),
            heading: true,
            cell: ({ title }) => say(title),
          },
          amount('promised'),
          amount('settled'),
          amount('taken_back'),
          amount('receivable'),
        ]}
      />
    </section>
  )
}

/** One kind's promise and what of it came, in one cell. */
function Matched({ row, kind }: { row: Reconciled; kind: string }) {
  const sums = row.matches.find((one) => one.kind === kind)
  if (sums === undefined || sums.promised === '0.00') return null
  return (
    <>
      {groupAmount(sums.promised)}
      <div className="quiet small">→ {groupAmount(sums.settled)}</div>
    </>
  )
}

/** The platform's files, the book and the bank, team by team. */
export function Reconciliation({ campaign }: { campaign: OpenedCampaign }) {
  const { t, say } = useSpeech()
  const { branch } = useBranch()
  const compared = useReconciliation(campaign.id, branch?.code)
  const rows = compared.data?.rows ?? []
  const scope = query({ branch: branch?.code, subtree: '1' })
  const csv = `/api/v1/giving/campaigns/${campaign.id}/reconciliation.csv${scope}`
  const kinds = campaign.matches.map(
    ({ kind, title }): Column<Reconciled> => ({
      key: kind,
      title: say(title),
      numeric: true,
      cell: (row) => <Matched row={row} kind={kind} />,
    }),
  )
  const isTotal = (row: Reconciled) => compared.data?.total.includes(row) ?? false
  return (
    <section className="panel wide" aria-labelledby="reconciliation">
      <h2 id="reconciliation">{t('campaigns.reconciliation')}</h2>
      {compared.error && (
        <ProblemNotice problem={compared.error} retry={() => void compared.refetch()} />
      )}
      {compared.isPending && <Skeleton active />}
      {compared.data && (
        <>
          <DataTable
            caption={t('campaigns.reconciliation')}
            wide
            items={rows.length === 0 ? [] : [...rows, ...compared.data.total]}
            keyOf={(row) => (isTotal(row) ? 'total' : row.team || 'none')}
            empty={t('campaigns.no_files')}
            columns={[
              {
                key: 'team',
                title: t('campaigns.team'),
                heading: true,
                cell: (row) =>
                  isTotal(row) ? <strong>{t('campaigns.total')}</strong> : row.name || t('campaigns.no_team'),
              },
              {
                key: 'gifts',
                title: t('campaigns.gifts'),
                numeric: true,
                cell: ({ gifts }) => groupCount(gifts),
              },
              {
                key: 'in_file',
                title: t('campaigns.in_file'),
                numeric: true,
                cell: (row) => groupAmount(row.in_file),
              },
              {
                key: 'in_book',
                title: t('campaigns.in_book'),
                numeric: true,
                cell: (row) => groupAmount(row.in_book),
              },
              ...kinds,
              {
                key: 'difference',
                title: t('campaigns.difference'),
                numeric: true,
                cell: ({ difference }) => groupAmount(difference),
              },
              { key: 'reason', title: t('campaigns.reason'), cell: ({ reason }) => say(reason) },
            ]}
          />
          {rows.length > 0 && (
            <p>
              <a href={csv} download>
                {t('campaigns.csv')}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  )
}
