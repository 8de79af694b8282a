import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMeta, useRecordType } from '../../api/queries'
import type { Command } from '../../api/types'
import { groupAmount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { today } from '../../schema/format'
import { DataTable } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import { CommandDialog } from '../records/CommandDialog'
import { receiptLink } from './receipt_link'
import { useRecentGifts } from './recent_gifts'
import type { RecentGift } from './recent_gifts'

/** Refunds and reversals need somebody else than who took the gift; they are done from the gift's own page. */
const undoing = { 'giving.void_receipt': 'voided' } as const

type Undo = { gift: RecentGift; command: Command; state: RecentGift['state'] }

function Undoing({ gift, undo }: { gift: RecentGift; undo: (undo: Undo) => void }) {
  const { t, say } = useSpeech()
  const commands = useMeta().commands
  if (gift.state !== 'booked') {
    return <Pill tone="wait">{t('desk.voided')}</Pill>
  }
  return (
    <span className="row-actions">
      <a href={receiptLink(gift)} target="_blank" rel="noreferrer">
        {t('desk.print')}
        <span className="unseen"> {gift.receipt}</span>
      </a>
      {Object.entries(undoing).map(([name, state]) => {
        const command = commands.find((each) => each.name === name)
        return (
          command && (
            <Button key={name} size="small" onClick={() => undo({ gift, command, state })}>
              {say(command.title)}
              <span className="unseen"> {gift.receipt}</span>
            </Button>
          )
        )
      })}
    </span>
  )
}

/** The last gifts of this desk, each with its receipt and the ways to undo it. */
export function RecentGifts() {
  const { t } = useSpeech()
  const link = useLink()
  const { gifts, change } = useRecentGifts()
  const readable = useRecordType('giving.gift')?.actions.includes('read')
  const [undo, setUndo] = useState<Undo | null>(null)
  const mark = ({ gift, state }: Undo) =>
    change((before) => before.map((each) => (each.id === gift.id ? { ...each, state } : each)))
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
            cell: (gift) => <Undoing gift={gift} undo={setUndo} />,
          },
        ]}
      />
      {undo && (
        <CommandDialog
          command={undo.command}
          given={{ gift: undo.gift.id }}
          initial={{ amount: undo.gift.amount, day: today() }}
          done={() => mark(undo)}
          close={() => setUndo(null)}
        />
      )}
    </section>
  )
}
