import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { Link } from 'react-router'
import type { Plan } from '../../api/types'
import { groupAmount, groupCount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { showInstant } from '../../schema/format'
import { DataTable } from '../../ui/DataTable'
import type { Column } from '../../ui/DataTable'
import { totalAgrees } from './plan_state'

function Fact({ label, value, loud = false }: { label: string; value: string; loud?: boolean }) {
  return (
    <div className={loud ? 'loud' : undefined}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** What the program found in the file, in numbers. */
export function Findings({ plan }: { plan: Plan }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const agrees = totalAgrees(plan)
  return (
    <>
      {plan.failure && <Alert type="error" showIcon role="alert" title={say(plan.failure)} />}
      {plan.warnings.map((warning) => (
        <Alert key={warning.en} type="warning" showIcon title={say(warning)} />
      ))}
      {plan.same_file && (
        <Alert
          type="warning"
          showIcon
          title={t('import.same_file', { at: showInstant(plan.same_file.at) })}
          action={<Link to={link(`/import/${plan.same_file.import}`)}>{t('import.see_it')}</Link>}
        />
      )}
      <dl className="facts panel">
        <Fact label={t('import.rows')} value={groupCount(plan.rows)} />
        <Fact label={t('import.accepted')} value={groupCount(plan.accepted)} />
        <Fact label={t('import.refused')} value={groupCount(plan.refused)} loud={plan.refused > 0} />
        <Fact label={t('import.duplicates')} value={groupCount(plan.duplicates)} />
        <Fact label={t('import.doubtful')} value={groupCount(plan.doubtful)} loud={plan.doubtful > 0} />
        <Fact label={t('import.sum')} value={groupAmount(plan.sum)} />
        {plan.stated_sum !== null && (
          <Fact label={t('import.stated_sum')} value={groupAmount(plan.stated_sum)} loud={agrees === false} />
        )}
      </dl>
      {agrees !== null && (
        <Alert
          type={agrees ? 'success' : 'warning'}
          showIcon
          title={t(agrees ? 'import.total_agrees' : 'import.total_differs')}
        />
      )}
    </>
  )
}

/** The sheets of a workbook; a text file has none to name. */
function sheetColumn<Item extends { sheet: string }>(items: Item[], title: string): Column<Item>[] {
  return items.some(({ sheet }) => sheet !== '') ? [{ key: 'sheet', title, cell: ({ sheet }) => sheet }] : []
}

export function RowErrors({ plan }: { plan: Plan }) {
  const { t, say } = useSpeech()
  if (plan.refused === 0) return null
  return (
    <section className="panel" aria-labelledby="row-errors">
      <h2 id="row-errors">{t('import.errors', { n: groupCount(plan.refused) })}</h2>
      <Button icon={<DownloadOutlined />} href={`/api/v1/imports/${plan.id}/errors.xlsx`} download>
        {t('import.errors_file')}
      </Button>
      <DataTable
        caption={t('import.errors_first', { n: plan.errors.length })}
        showCaption
        items={plan.errors}
        keyOf={(error) => `${error.sheet} ${error.row} ${error.column}`}
        columns={[
          ...sheetColumn(plan.errors, t('import.sheet')),
          { key: 'row', title: t('import.row'), numeric: true, heading: true, cell: (error) => error.row },
          { key: 'column', title: t('import.column_name'), cell: (error) => error.column },
          { key: 'reason', title: t('import.reason'), cell: (error) => say(error.reason) },
        ]}
      />
    </section>
  )
}
