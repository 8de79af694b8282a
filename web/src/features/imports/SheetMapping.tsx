import { Alert, Select } from 'antd'
import { groupAmount, groupCount } from '../../app/amount'
import type { Plan, Sheet } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { Scroller } from '../../ui/Scroller'
import { missingFields, withColumn } from './plan_state'
import type { SheetMapping as Mapping } from './plan_state'

type SheetMappingProps = {
  plan: Plan
  sheet: Sheet
  mapping: Mapping
  change: (mapping: Mapping) => void
  fixed: boolean
}

function Stated({ sheet }: { sheet: Sheet }) {
  const { t } = useSpeech()
  return (
    <dl className="facts">
      <div>
        <dt>{t('import.rows')}</dt>
        <dd>
          {groupCount(sheet.rows)}
          {sheet.stated_rows !== null && (
            <span className="quiet"> / {t('import.stated', { value: groupCount(sheet.stated_rows) })}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('import.sum')}</dt>
        <dd>
          {groupAmount(sheet.sum)}
          {sheet.stated_sum !== null && (
            <span className="quiet"> / {t('import.stated', { value: groupAmount(sheet.stated_sum) })}</span>
          )}
        </dd>
      </div>
      {sheet.day && (
        <div>
          <dt>{t('desk.day')}</dt>
          <dd>{sheet.day}</dd>
        </div>
      )}
    </dl>
  )
}

/** One sheet of the file: its first rows, and above each column the field it goes to. */
export function SheetMapping({ plan, sheet, mapping, change, fixed }: SheetMappingProps) {
  const { t, say } = useSpeech()
  const missing = missingFields(plan, mapping)
  const options = plan.fields.map((field) => ({ value: field.name, label: say(field.label) }))
  const name = [sheet.name, sheet.title].filter(Boolean).join(' · ') || plan.file
  return (
    <section className="panel" aria-label={name}>
      <h2>{name}</h2>
      <Stated sheet={sheet} />
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('import.missing', { fields: missing.map((field) => say(field.label)).join(t('list_separator')) })}
        />
      )}
      <Scroller label={t('import.first_rows')}>
        <table className="data">
          <caption>{t('import.mapping_caption', { row: sheet.header_row })}</caption>
          <thead>
            <tr>
              {sheet.columns.map((column) => (
                <th key={column.index} scope="col">
                  <span>{column.header || t('import.no_header', { n: column.index + 1 })}</span>
                  <Select
                    className="map"
                    value={mapping.columns[String(column.index)] ?? null}
                    options={options}
                    allowClear
                    disabled={fixed}
                    placeholder={t('import.ignored')}
                    aria-label={t('import.column', { column: column.header || String(column.index + 1) })}
                    popupMatchSelectWidth={false}
                    onChange={(field: string | null | undefined) =>
                      change(withColumn(mapping, column.index, field ?? null))
                    }
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.sample.map((cells, row) => (
              // The sample has no identity but its place.
              // oxlint-disable-next-line react/no-array-index-key -- rows never move
              <tr key={row}>
                {sheet.columns.map((column, place) => (
                  <td key={column.index}>{cells[place] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {sheet.footers.length > 0 && (
        <p className="quiet small">
          {t('import.footers')} {sheet.footers.map((footer) => `${footer.row}: ${footer.text}`).join(' · ')}
        </p>
      )}
    </section>
  )
}
