import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useMeta, useMetaOf } from '../../api/queries'
import type { Command } from '../../api/types'
import { groupAmount } from '../../app/amount'
import { useBranch } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { CommandDialog } from '../records/CommandDialog'
import { useTransit } from './spending_api'
import type { InTransit } from './spending_api'

const answers = new Set(['spending.confirm_allocation', 'spending.refuse_allocation'])

/** The receiver's two answers; for whoever may answer in the receiving branch, nobody else. */
function Answers({ item, open }: { item: InTransit; open: (command: Command) => void }) {
  const { t, say } = useSpeech()
  const known = useMeta()
  const there = useMetaOf(item.to)
  const commands = there.commands.filter(({ name }) => answers.has(name))
  if (known.commands.length === 0 || commands.length === 0) {
    return <span className="quiet">{t('spending.receiver_answers')}</span>
  }
  return (
    <span className="row-buttons">
      {commands.map((command) => (
        <Button
          key={command.name}
          aria-haspopup="dialog"
          aria-label={`${say(command.title)}: ${item.title}`}
          onClick={() => open(command)}
        >
          {say(command.title)}
        </Button>
      ))}
    </span>
  )
}

/** Money on its way between branches, with its age, chased until the receiver has answered. */
export function Transit() {
  const { t, say } = useSpeech()
  const { branch } = useBranch()
  const transit = useTransit({ branch: branch?.code })
  const [asked, setAsked] = useState<{ item: InTransit; command: Command } | null>(null)
  return (
    <section className="panel wide" aria-labelledby="transit">
      <h2 id="transit">{t('spending.transit')}</h2>
      {transit.error && <ProblemNotice problem={transit.error} retry={() => void transit.refetch()} />}
      {transit.isPending && <Skeleton active />}
      {transit.data && (
        <DataTable
          caption={t('spending.transit')}
          items={transit.data.allocations}
          keyOf={({ id }) => id}
          empty={t('spending.nothing_in_transit')}
          columns={[
            { key: 'title', title: t('spending.what_for'), heading: true, cell: (item) => item.title },
            {
              key: 'way',
              title: t('spending.way'),
              cell: (item) => `${say(item.from_name)} → ${say(item.to_name)}`,
            },
            {
              key: 'amount',
              title: t('dashboard.yuan'),
              numeric: true,
              cell: (item) => groupAmount(item.amount),
            },
            {
              key: 'age',
              title: t('spending.since'),
              cell: (item) => (
                <>
                  <span className="whole">{item.sent_on}</span>{' '}
                  <Pill tone={item.is_late ? 'bad' : 'wait'}>
                    {t(item.is_late ? 'spending.chase' : 'spending.days', { n: item.age_days })}
                  </Pill>
                </>
              ),
            },
            {
              key: 'answer',
              title: t('spending.answer'),
              cell: (item) => (
                <Answers item={item} open={(command) => setAsked({ item, command })} />
              ),
            },
          ]}
        />
      )}
      {asked && (
        <CommandDialog
          command={asked.command}
          given={{ allocation: asked.item.id }}
          place={asked.item.to}
          close={() => setAsked(null)}
        />
      )}
    </section>
  )
}
