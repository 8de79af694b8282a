import type { ReactNode } from 'react'
import { usePhone } from '../app/preferences'
import { useSpeech } from '../app/texts'
import { Scroller } from './Scroller'

export type Column<Item> = {
  key: string
  title: string
  numeric?: boolean
  /** Never broken into two lines: a day, a number with dashes. */
  whole?: boolean
  /** Names the row: the card's heading on a phone, the row's header cell in the table. */
  heading?: boolean
  sortable?: boolean
  cell: (item: Item) => ReactNode
}

type DataTableProps<Item> = {
  caption: string
  /** Show the caption to everybody, not only to screen readers. */
  showCaption?: boolean
  columns: Column<Item>[]
  items: Item[]
  keyOf: (item: Item) => string
  empty?: ReactNode
  /** Has many columns: their heads take several lines. */
  wide?: boolean
  /** "amount" or "-amount", as in the API. */
  sort?: string | undefined
  onSort?: (sort: string) => void
  busy?: boolean
}

function SortHead({ column, sort, onSort }: { column: Column<never>; sort: string; onSort: (sort: string) => void }) {
  const { t } = useSpeech()
  const up = sort === column.key
  const down = sort === `-${column.key}`
  return (
    <button
      type="button"
      className="sort"
      title={t('list.sort_by', { field: column.title })}
      onClick={() => onSort(up ? `-${column.key}` : column.key)}
    >
      {column.title}
      <span aria-hidden="true">{up ? ' ▲' : down ? ' ▼' : ' ↕'}</span>
    </button>
  )
}

function sortedAs(key: string, sort: string | undefined): 'ascending' | 'descending' | undefined {
  if (sort === key) return 'ascending'
  return sort === `-${key}` ? 'descending' : undefined
}

function Cards<Item>({ caption, columns, items, keyOf, busy }: DataTableProps<Item>) {
  const heading = columns.find((column) => column.heading) ?? columns[0]
  const others = columns.filter((column) => column !== heading)
  return (
    <ul className="cards" aria-label={caption} aria-busy={busy}>
      {items.map((item) => (
        <li key={keyOf(item)}>
          <div className="card-head">{heading?.cell(item)}</div>
          <dl>
            {others.map((column) => {
              const shown = column.cell(item)
              // A card is as short as what it has to say.
              return shown === null || shown === '' ? null : (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd className={classOf(column)}>{shown}</dd>
                </div>
              )
            })}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function classOf({ numeric, whole }: { numeric?: boolean; whole?: boolean }): string | undefined {
  if (numeric) return 'number'
  return whole ? 'whole' : undefined
}

/** A table with a caption and sortable heads; a list of cards on a phone. */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { caption, showCaption, columns, items, keyOf, empty, wide, sort, onSort, busy } = props
  const { t } = useSpeech()
  const phone = usePhone()
  if (items.length === 0) return <p className="empty">{empty ?? t('list.empty')}</p>
  if (phone) return <Cards {...props} />
  return (
    <Scroller label={caption}>
      <table className={wide ? 'data wide-data' : 'data'} aria-busy={busy}>
        <caption className={showCaption ? undefined : 'unseen'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric ? 'number' : undefined}
                aria-sort={sortedAs(column.key, sort)}
              >
                {column.sortable && onSort ? (
                  <SortHead column={column} sort={sort ?? ''} onSort={onSort} />
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)}>
              {columns.map((column) =>
                column.heading ? (
                  <th key={column.key} scope="row" className={classOf(column)}>
                    {column.cell(item)}
                  </th>
                ) : (
                  <td key={column.key} className={classOf(column)}>
                    {column.cell(item)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  )
}
