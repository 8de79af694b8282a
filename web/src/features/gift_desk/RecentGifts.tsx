import { Link } from 'react-router'
import { useRecordType } from '../../api/queries'
import { groupAmount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { receiptLink } from './receipt_link'
import { useRecentGifts } from './recent_gifts'

/**
 * The last gifts of this desk, each with its receipt. What undoes a gift needs somebody else than who took it, and is
 * done from the gift's own page.
 */
export function RecentGifts() {
  const { t } = useSpeech()
  const link = useLink()
  const { gifts } = useRecentGifts()
  const readable = useRecordType('giving.gift')?.actions.includes('read')
  return (
    <section className="panel" aria-labelledby="recent">
      <h2 id="recent">{t('desk.recent')}</h2>
      <DataTable
        caption={t('desk.recent')}
        empty={t('desk.recent_none')}
        items={gifts}
        keyOf={(gift) => gift.id}
        columns={[
          {
            key: 'receipt',
            title: t('desk.receipt'),
            heading: true,
            cell: (gift) =>
              readable ? <Link to={link(`/records/giving.gift/${gift.id}`)}>{gift.receipt}</Link> : gift.receipt,
          },
          { key: 'donor', title: t('desk.donor'), cell: (gift) => gift.donor },
          { key: 'amount', title: t('desk.amount'), numeric: true, cell: (gift) => groupAmount(gift.amount) },
          { key: 'day', title: t('desk.day'), cell: (gift) => gift.day },
          {
            key: 'actions',
            title: t('desk.actions'),
            cell: (gift) => (
              <a href={receiptLink(gift)} target="_blank" rel="noreferrer">
                {t('desk.print')}
                <span className="unseen"> {gift.receipt}</span>
              </a>
            ),
          },
        ]}
      />
    </section>
  )
}
