import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { useMeta, usePage } from '../../api/queries'
import { groupAmount, wireAmount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { UnknownRecord } from '../records/UnknownRecord'
import { sumOf, useChannels } from './reconciliation_api'

const daysSince = (day: string) => Math.floor((Date.now() - Date.parse(`${day}T00:00:00+08:00`)) / 86_400_000)

/** Money nobody has claimed yet, the oldest first, with its age. */
export function Component() {
  const { t } = useSpeech()
  const link = useLink()
  const { branch } = useBranch()
  const channels = useChannels()
  const may = useMeta().records.some(({ name }) => name === 'giving.unidentified_receipt')
  const page = usePage(
    'giving.unidentified_receipt',
    { branch: branch?.code ?? '', state: 'held', limit: '500' },
    branch !== undefined && may,
  )
  if (!may) return <UnknownRecord />
  const rows = (page.data?.rows ?? []).toSorted((left, right) => (String(left.day) < String(right.day) ? -1 : 1))
  const sum = sumOf(rows.map(({ amount }) => String(amount)))
  return (
    <Page
      title={t('unidentified.title')}
      above={
        <p className="crumb">
          <Link to={link('/reconcile')}>{t('reconcile.title')}</Link>
        </p>
      }
    >
      {page.error && <ProblemNotice problem={page.error} retry={() => void page.refetch()} />}
      {page.isPending && <Skeleton active />}
      {page.data && (
        <>
          <p>{t('unidentified.sum', { n: rows.length, sum: groupAmount(wireAmount(sum)) })}</p>
          <DataTable
            caption={t('unidentified.title')}
            items={rows}
            keyOf={({ id }) => id}
            empty={t('unidentified.none')}
            columns={[
              {
                key: 'amount',
                title: t('reconcile.amount'),
                numeric: true,
                heading: true,
                cell: (row) => (
                  <Link to={link(`/records/giving.unidentified_receipt/${row.id}`)}>
                    {groupAmount(String(row.amount))}
                  </Link>
                ),
              },
              { key: 'day', title: t('reconcile.day'), whole: true, cell: (row) => String(row.day) },
              {
                key: 'age',
                title: t('unidentified.age'),
                numeric: true,
                cell: (row) => t('spending.days', { n: daysSince(String(row.day)) }),
              },
              {
                key: 'channel',
                title: t('reconcile.channel'),
                cell: (row) => channels.find(({ id }) => id === row.channel)?.name ?? '',
              },
              { key: 'reference', title: t('reconcile.reference'), cell: (row) => String(row.reference ?? '') },
            ]}
          />
        </>
      )}
    </Page>
  )
}
