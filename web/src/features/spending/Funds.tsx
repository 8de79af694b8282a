import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { groupAmount, parseAmount, wireAmount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useFunds } from './spending_api'
import type { Fund } from './spending_api'

/** The sum of amounts as the API writes them. */
export function sumOf(amounts: string[]): string {
  return wireAmount(amounts.reduce((sum, amount) => sum + (parseAmount(amount) ?? 0n), 0n))
}

function Alarm({ fund }: { fund: Fund }) {
  const { t } = useSpeech()
  if (parseAmount(fund.idle) === 0n) return <Pill tone="good">{t('spending.in_time')}</Pill>
  return (
    <>
      <Pill tone="bad">{groupAmount(fund.idle)}</Pill>{' '}
      <span className="quiet small">{t('spending.idle', { days: fund.idle_days })}</span>
    </>
  )
}

type FundsProps = {
  own?: boolean
  /** Shows the oldest of them only, and where the rest is. */
  most?: number
}

/** What lies unspent in each fund of each branch, and for how long. */
export function Funds({ own = false, most }: FundsProps) {
  const { t, say } = useSpeech()
  const link = useLink()
  const { branch } = useBranch()
  const funds = useFunds({ branch: branch?.code, own })
  const rows = (funds.data?.funds ?? [])
    .filter(({ unspent }) => parseAmount(unspent) !== 0n)
    .toSorted((left, right) => right.age_days - left.age_days)
  return (
    <section className="panel wide" aria-labelledby="funds">
      <h2 id="funds">
        {t('spending.unspent')}
        {rows.length > 0 && (
          <span className="quiet small"> ¥ {groupAmount(sumOf(rows.map(({ unspent }) => unspent)))}</span>
        )}
      </h2>
      {funds.error && <ProblemNotice problem={funds.error} retry={() => void funds.refetch()} />}
      {funds.isPending && <Skeleton active />}
      {funds.data && (
        <DataTable
          caption={t('spending.unspent')}
          items={most === undefined ? rows : rows.slice(0, most)}
          keyOf={({ branch: code, fund }) => `${code} ${fund}`}
          empty={t('spending.all_spent')}
          columns={[
            {
              key: 'name',
              title: t('spending.fund'),
              heading: true,
              cell: (fund) => (
                <>
                  {say(fund.name)}{' '}
                  <span className="quiet small whole">
                    {fund.branch} {fund.fund}
                  </span>
                </>
              ),
            },
            {
              key: 'unspent',
              title: t('spending.unspent'),
              numeric: true,
              cell: (fund) => groupAmount(fund.unspent),
            },
            {
              key: 'platforms',
              title: t('spending.on_platforms'),
              numeric: true,
              cell: (fund) => groupAmount(fund.on_platforms),
            },
            {
              key: 'reserved',
              title: t('spending.reserved'),
              numeric: true,
              cell: (fund) => groupAmount(fund.reserved),
            },
            {
              key: 'free',
              title: t('spending.free'),
              numeric: true,
              cell: (fund) => groupAmount(fund.free),
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
            { key: 'alarm', title: t('spending.alarm'), cell: (fund) => <Alarm fund={fund} /> },
          ]}
        />
      )}
      {most !== undefined && rows.length > most && (
        <p>
          <Link to={link('/spending')}>{t('spending.all_funds', { n: rows.length })}</Link>
        </p>
      )}
    </section>
  )
}
