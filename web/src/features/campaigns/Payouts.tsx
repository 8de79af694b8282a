import { Skeleton } from 'antd'
import { query } from '../../api/client'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import type { Column } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { usePayouts } from './campaigns_api'
import type { Campaign, Payout, PayoutRow } from './campaigns_api'

function Seen({ seen }: { seen: boolean }) {
  const { t } = useSpeech()
  return <Pill tone={seen ? 'good' : 'wait'}>{t(seen ? 'campaigns.seen' : 'campaigns.not_seen')}</Pill>
}

/** The payouts of one platform, and what it paid out that nobody has entered. */
function PayoutLines({ row }: { row: PayoutRow }) {
  const { t } = useSpeech()
  const unclaimed = row.unclaimed.map((line, index) => ({
    ...line,
    key: `unclaimed ${index}`,
    payout: undefined as Payout | undefined,
  }))
  const lines = [
    ...row.payouts.map((payout) => ({
      branch: payout.branch,
      day: payout.day,
      amount: payout.amount,
      key: `${payout.branch} ${payout.entry}`,
      payout: payout as Payout | undefined,
    })),
    ...unclaimed,
  ]
  return (
    <details>
      <summary>{t('campaigns.payout_lines', { name: row.name, n: groupCount(lines.length) })}</summary>
      <DataTable
        caption={t('campaigns.payout_lines', { name: row.name, n: groupCount(lines.length) })}
        items={lines}
        keyOf={({ key }) => key}
        columns={[
          { key: 'day', title: t('campaigns.payout_day'), heading: true, cell: ({ day }) => day },
          { key: 'branch', title: t('campaigns.payout_branch'), cell: ({ branch }) => branch },
          {
            key: 'amount',
            title: t('campaigns.payout_amount'),
            numeric: true,
            cell: ({ amount }) => groupAmount(amount),
          },
          {
            key: 'at_platform',
            title: t('campaigns.at_platform'),
            cell: ({ payout }) => (payout ? <Seen seen={payout.at_platform} /> : t('campaigns.unclaimed')),
          },
          {
            key: 'at_bank',
            title: t('campaigns.at_bank'),
            cell: ({ payout }) => payout && <Seen seen={payout.at_bank} />,
          },
        ]}
      />
    </details>
  )
}

/** What each platform says it collected, what it paid out and what the bank received. */
export function Payouts({ campaign }: { campaign: Campaign }) {
  const { t, say } = useSpeech()
  const { branch } = useBranch()
  const payouts = usePayouts(campaign.id, branch?.code)
  const rows = payouts.data?.rows ?? []
  const scope = query({ branch: branch?.code, subtree: '1' })
  const csv = `/api/v1/giving/campaigns/${campaign.id}/payouts.csv${scope}`
  const amount = (
    key: 'collected' | 'paid_out' | 'at_platform' | 'at_bank' | 'difference',
  ): Column<PayoutRow> => ({
    key,
    title: t(`campaigns.${key}`),
    numeric: true,
    cell: (row) => groupAmount(row[key]),
  })
  return (
    <section className="panel wide" aria-labelledby="payouts">
      <h2 id="payouts">{t('campaigns.payouts')}</h2>
      <p className="quiet">{t('campaigns.payouts_note')}</p>
      {payouts.error && <ProblemNotice problem={payouts.error} retry={() => void payouts.refetch()} />}
      {payouts.isPending && <Skeleton active />}
      {payouts.data && (
        <DataTable
          caption={t('campaigns.payouts')}
          wide
          items={rows}
          keyOf={({ channel }) => channel}
          empty={t('campaigns.no_platform')}
          columns={[
            {
              key: 'name',
              title: t('campaigns.platform'),
              heading: true,
              cell: ({ name, channel }) => name || channel,
            },
            amount('collected'),
            amount('paid_out'),
            amount('at_platform'),
            amount('at_bank'),
            amount('difference'),
            { key: 'reason', title: t('campaigns.reason'), cell: ({ reason }) => say(reason) },
          ]}
        />
      )}
      {rows
        .filter((row) => row.payouts.length + row.unclaimed.length > 0)
        .map((row) => (
          <PayoutLines key={row.channel} row={row} />
        ))}
      {rows.length > 0 && (
        <p>
          <a href={csv} download>
            {t('campaigns.csv')}
          </a>
        </p>
      )}
    </section>
  )
}
