import { Link } from 'react-router'
import { groupAmount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import type { Column } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import type { Desk, Entry, Line } from './reconciliation_api'

export type Picked = { lines: string[]; entries: number[] }

type SidesProps = {
  desk: Desk
  picked: Picked
  /** None where nothing may be changed. */
  pick: ((picked: Picked) => void) | undefined
  /** Picking one picks all of its match. */
  grouped: boolean
}

const toggled = <T,>(all: T[], one: T) => (all.includes(one) ? all.filter((each) => each !== one) : [...all, one])

/** The statement on the left, the book on the right, with the reason beside each match. */
export function Sides({ desk, picked, pick, grouped }: SidesProps) {
  const { t, say } = useSpeech()
  const link = useLink()
  const wholeMatch = (number: number): Picked => ({
    lines: desk.lines.filter(({ match_number: match }) => match === number).map(({ id }) => id),
    entries: desk.entries.filter(({ match_number: match }) => match === number).map(({ entry }) => entry),
  })
  const why = (item: Line | Entry) => (
    <>
      {item.match_number > 0 && <Pill tone={item.state === 'matched' ? 'good' : 'wait'}>{say(item.reason)}</Pill>}
      {item.match_number > 0 && <span className="quiet small"> {t('reconcile.group', { n: item.match_number })}</span>}
      {item.state === 'carried' && <Pill tone="quiet">{t('reconcile.carried')}</Pill>} {item.note}
    </>
  )
  const box = (label: string, checked: boolean, change: () => void) =>
    pick === undefined ? null : <input type="checkbox" aria-label={label} checked={checked} onChange={change} />
  const lineColumns: Column<Line>[] = [
    {
      key: 'pick',
      title: t('reconcile.pick'),
      cell: (line) =>
        box(t('reconcile.pick_one', { what: `${line.day} ${line.amount}` }), picked.lines.includes(line.id), () =>
          pick?.(
            grouped && line.match_number > 0
              ? wholeMatch(line.match_number)
              : { ...picked, lines: toggled(picked.lines, line.id) },
          ),
        ),
    },
    { key: 'day', title: t('reconcile.day'), whole: true, cell: (line) => `${line.day} ${line.time.slice(0, 5)}` },
    {
      key: 'amount',
      title: t('reconcile.amount'),
      numeric: true,
      heading: true,
      cell: (line) => (
        <Link to={link(`/records/giving.statement_line/${line.id}`)}>{groupAmount(line.amount)}</Link>
      ),
    },
    { key: 'payer', title: t('reconcile.payer'), cell: (line) => (line.erased ? t('reconcile.erased') : line.payer) },
    { key: 'reference', title: t('reconcile.reference'), cell: (line) => line.reference },
    { key: 'why', title: t('reconcile.why'), cell: why },
  ]
  const entryColumns: Column<Entry>[] = [
    {
      key: 'pick',
      title: t('reconcile.pick'),
      cell: (entry) =>
        box(
          t('reconcile.pick_one', { what: `${entry.entry} ${entry.amount}` }),
          picked.entries.includes(entry.entry),
          () =>
            pick?.(
              grouped && entry.match_number > 0
                ? wholeMatch(entry.match_number)
                : { ...picked, entries: toggled(picked.entries, entry.entry) },
            ),
        ),
    },
    { key: 'day', title: t('reconcile.day'), whole: true, cell: (entry) => entry.day },
    {
      key: 'amount',
      title: t('reconcile.amount'),
      numeric: true,
      heading: true,
      cell: (entry) =>
        entry.record === '' ? (
          groupAmount(entry.amount)
        ) : (
          <Link to={link(`/records/${entry.record}/${entry.source}`)}>{groupAmount(entry.amount)}</Link>
        ),
    },
    { key: 'kind', title: t('reconcile.kind'), cell: (entry) => say(entry.kind) },
    { key: 'entry', title: t('reconcile.entry'), numeric: true, cell: (entry) => entry.entry },
    { key: 'why', title: t('reconcile.why'), cell: why },
  ]
  return (
    <div className="sides">
      <section className="panel" aria-labelledby="statement-side">
        <h2 id="statement-side">{t('reconcile.statement')}</h2>
        <DataTable
          caption={t('reconcile.statement')}
          items={desk.lines}
          keyOf={({ id }) => id}
          columns={lineColumns}
          empty={t('reconcile.none')}
        />
      </section>
      <section className="panel" aria-labelledby="book-side">
        <h2 id="book-side">{t('reconcile.book')}</h2>
        <DataTable
          caption={t('reconcile.book')}
          items={desk.entries}
          keyOf={({ entry }) => String(entry)}
          columns={entryColumns}
          empty={t('reconcile.none')}
        />
      </section>
    </div>
  )
}
