import { Skeleton } from 'antd'
import { useMetaOf, usePage, useSession } from '../../api/queries'
import type { Command, Meta, RecordType, Row } from '../../api/types'
import { groupAmount } from '../../app/amount'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Cell } from '../records/Cell'
import { CommandButtons } from '../records/CommandButtons'
import { commandsOn, fieldAbout, forSomebodyElse, startingValues } from '../records/offered'
import { today } from '../../schema/format'
import { quantityShown } from './goods_rules'

const lineRecord = 'giving.goods_line'
const nearExpiry = 'giving.allow_near_expiry'

/** Whether somebody allowed the line although it expires soon. */
const isWaived = (row: Row) => typeof row.expiry_waiver === 'string' && row.expiry_waiver !== ''

/** What may be done with lines while the gift is in this state. */
function openIn(state: unknown, { name }: Command): boolean {
  return state === 'listed' || (state === 'counted' && name === nearExpiry)
}

/** What the user may do with a line now; what is for somebody else than its maker is left out. */
function commandsOnLine(meta: Meta, record: RecordType, row: Row, gift: Row, user: string | undefined): Command[] {
  const possible = commandsOn(meta, record, row).filter((command) => openIn(gift.state, command))
  const kept = forSomebodyElse(possible, row, user)
  return possible.filter((command) => !kept.includes(command))
}

function LineButtons({ commands, row }: { commands: Command[]; row: Row }) {
  return (
    <CommandButtons
      commands={commands}
      start={(command) => ({
        given: { [fieldAbout(command)?.name ?? 'line']: row.id },
        initial: { ...startingValues(command, row, today()), counted: row.quantity ?? null },
        place: row.branch,
      })}
    />
  )
}

/** The list of a gift in kind, with what may be done to each line. */
export function GoodsLines({ gift }: { gift: Row }) {
  const { t, say } = useSpeech()
  const meta = useMetaOf(gift.branch)
  const record = meta.records.find(({ name }) => name === lineRecord)
  const user = useSession().data?.user.id
  const page = usePage(lineRecord, { gift: gift.id, state: 'listed', limit: '100', sort: 'id' })
  if (!record) return null
  const label = (name: string) => say(record.fields.find((field) => field.name === name)?.label)
  const cell = (name: string, row: Row) => {
    const field = record.fields.find((each) => each.name === name)
    return field ? <Cell field={field} row={row} /> : null
  }
  return (
    <section className="panel" aria-labelledby="goods-lines">
      <h2 id="goods-lines">{t('goods.lines')}</h2>
      {page.error && <ProblemNotice problem={page.error} retry={() => void page.refetch()} />}
      {page.isPending && <Skeleton active />}
      {page.data && (
        <DataTable
          caption={t('goods.lines')}
          items={page.data.rows}
          keyOf={(row) => row.id}
          empty={t('goods.no_lines')}
          columns={[
            { key: 'item', title: label('item'), heading: true, cell: (row) => cell('item', row) },
            { key: 'specification', title: label('specification'), cell: (row) => cell('specification', row) },
            {
              key: 'quantity',
              title: t('goods.counted_of_listed'),
              numeric: true,
              cell: (row) => quantityShown(row.quantity, row.counted, row.unit),
            },
            { key: 'expires_on', title: label('expires_on'), whole: true, cell: (row) => cell('expires_on', row) },
            ...(page.data.rows.some(isWaived)
              ? [
                  {
                    key: 'expiry_waiver',
                    title: label('expiry_waiver'),
                    cell: (row: Row) => (isWaived(row) ? String(row.expiry_waiver) : null),
                  },
                ]
              : []),
            {
              key: 'value',
              title: label('value'),
              numeric: true,
              cell: (row) => (typeof row.value === 'string' ? groupAmount(row.value) : null),
            },
            { key: 'value_basis', title: label('value_basis'), cell: (row) => cell('value_basis', row) },
            {
              key: 'actions',
              title: t('goods.actions'),
              cell: (row) => {
                const commands = commandsOnLine(meta, record, row, gift, user)
                return commands.length === 0 ? null : <LineButtons commands={commands} row={row} />
              },
            },
          ]}
        />
      )}
    </section>
  )
}
