import { Alert, Skeleton } from 'antd'
import type { Row } from '../../api/types'
import { groupAmount, groupCount, parseAmount } from '../../app/amount'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { usePreview } from './disclosure_api'
import type { Finding, Preview } from './disclosure_api'

/** What was found, errors first: they have to go, the others want a reason. */
function Findings({ findings }: { findings: Finding[] }) {
  const { t, say } = useSpeech()
  if (findings.length === 0) return <Alert type="success" showIcon title={t('notice.nothing_found')} />
  return (
    <div className="stack">
      {findings.map(({ severity, code, message }) => (
        <Alert
          key={`${code} ${message.zh}`}
          type={severity === 'error' ? 'error' : 'warning'}
          showIcon
          title={say(message)}
        />
      ))}
    </div>
  )
}

function Balances({ preview }: { preview: Preview }) {
  const { t } = useSpeech()
  return (
    <DataTable
      caption={t('notice.balances')}
      items={preview.balances}
      keyOf={({ purpose }) => purpose}
      empty={t('notice.no_balances')}
      columns={[
        {
          key: 'purpose',
          title: t('notice.purpose'),
          heading: true,
          cell: ({ purpose }) => purpose || t('notice.unrestricted'),
        },
        {
          key: 'opening',
          title: t('notice.opening'),
          numeric: true,
          cell: ({ opening }) => groupAmount(opening),
        },
        {
          key: 'received',
          title: t('notice.in'),
          numeric: true,
          cell: ({ received }) => groupAmount(received),
        },
        { key: 'used', title: t('notice.out'), numeric: true, cell: ({ used }) => groupAmount(used) },
        {
          key: 'closing',
          title: t('notice.closing'),
          numeric: true,
          cell: ({ closing }) => groupAmount(closing),
        },
      ]}
    />
  )
}

/** What the draft says now and what would stop or delay it. */
function Draft({ id }: { id: string }) {
  const { t } = useSpeech()
  const preview = usePreview(id)
  if (preview.error) {
    return <ProblemNotice problem={preview.error} retry={() => void preview.refetch()} />
  }
  if (!preview.data) return <Skeleton active />
  const { gifts, amount, goods, used, closing, matched, receivable, held } = preview.data
  const apart = [matched, receivable, held].some((value) => parseAmount(value) !== 0n)
  return (
    <>
      <p>
        {t('notice.says', {
          gifts: groupCount(gifts),
          amount: groupAmount(amount),
          goods: groupCount(goods),
          used: groupAmount(used),
          closing: groupAmount(closing),
        })}
      </p>
      {apart && (
        <p>
          {t('notice.apart', {
            matched: groupAmount(matched),
            receivable: groupAmount(receivable),
            held: groupAmount(held),
          })}
        </p>
      )}
      <Findings findings={preview.data.findings} />
      <Balances preview={preview.data} />
    </>
  )
}

/** On the page of a notice: what it would say, or where it is published. */
export function NoticePreview({ notice }: { notice: Row }) {
  const { t } = useSpeech()
  const state = notice['state']
  if (state === 'published' && notice.label) {
    const page = `/notices/${notice.label}`
    return (
      <p className="notice-links">
        <a href={page}>{t('notice.public_page')}</a> <a href={`${page}.pdf`}>PDF</a>{' '}
        <a href={`${page}.xlsx`}>Excel</a> <a href={`${page}.csv`}>CSV</a>
      </p>
    )
  }
  if (state !== 'draft' && state !== 'checked') return null
  return (
    <section className="panel wide" aria-labelledby="notice-preview">
      <h2 id="notice-preview">{t('notice.preview')}</h2>
      <Draft id={notice.id} />
    </section>
  )
}
