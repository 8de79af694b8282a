import { Button, Select, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useMeta, useMetaOf } from '../../api/queries'
import { groupAmount, wireAmount } from '../../app/amount'
import { useChangeParameters } from '../../app/address'
import { useBranch, useLink } from '../../app/branch'
import { mayReadStatements } from '../../app/Sidebar'
import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ReasonDialog } from '../../ui/ReasonDialog'
import { UnknownRecord } from '../records/UnknownRecord'
import { ClosingPanel } from './ClosingPanel'
import { Sides } from './Sides'
import { SplitDialog } from './SplitDialog'
import type { Rest } from './SplitDialog'
import type { Picked } from './Sides'
import { linesShown, listFile, sumOf, useChannels, useCommand, useDesk } from './reconciliation_api'
import type { Desk } from './reconciliation_api'

const nothing: Picked = { lines: [], entries: [] }

function Balances({ desk }: { desk: Desk }) {
  const { t } = useSpeech()
  return (
    <dl className="facts">
      <div>
        <dt>{t('reconcile.account')}</dt>
        <dd>{desk.account}</dd>
      </div>
      <div>
        <dt>{t('reconcile.statement_balance')}</dt>
        <dd className="number">{groupAmount(desk.statement_balance)}</dd>
      </div>
      <div>
        <dt>{t('reconcile.book_balance')}</dt>
        <dd className="number">{groupAmount(desk.book_balance)}</dd>
      </div>
      <div>
        <dt>{t('reconcile.signed_to')}</dt>
        <dd>{desk.signed_to ?? t('reconcile.never')}</dd>
      </div>
    </dl>
  )
}

type ActionsProps = {
  desk: Desk
  channel: string
  state: string
  picked: Picked
  clear: () => void
  refused: (problem: unknown) => void
}

/** What can be done with what is picked; M matches, Escape clears. */
function Actions({ desk, channel, state, picked, clear, refused }: ActionsProps) {
  const { t } = useSpeech()
  const [asks, setAsks] = useState<'carry' | 'unmatch' | 'split' | 'undo_split' | null>(null)
  const command = useCommand({ done: clear, refused })
  const run = (name: string, json: Record<string, unknown>) => command.mutate({ name: `giving.${name}`, json })
  const lines = desk.lines.filter(({ id }) => picked.lines.includes(id))
  const entries = desk.entries.filter(({ entry }) => picked.entries.includes(entry))
  const left = sumOf(lines.map(({ amount }) => amount))
  const right = sumOf(entries.map(({ amount }) => amount))
  const count = lines.length + entries.length
  const both = { channel, lines: picked.lines.join(' '), entries: picked.entries.join(' ') }
  const number = [...lines, ...entries].find(({ match_number: match }) => match > 0)?.match_number ?? 0
  const canMatch = state === 'open' && count > 1 && left === right
  const single = state === 'open' && lines.length === 1 && entries.length === 0 ? lines[0] : undefined
  const parted = state === 'open' && lines.length === 1 && left !== right ? lines[0] : undefined
  const split = state === 'matched' ? lines.find((line) => line.is_split) : undefined
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typed = 'input[type=text], textarea, [role=dialog]'
      const typing = event.target instanceof HTMLElement && event.target.closest(typed)
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'm' && canMatch && !command.isPending) run('match_by_hand', both)
      if (event.key === 'Escape') clear()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
  const carry = (reason: string) =>
    command.mutateAsync({ name: 'giving.carry_items', json: { ...both, reason } })
  const splitLine = (rest: Rest) =>
    command.mutateAsync({
      name: 'giving.split_line',
      json: { line: parted?.id, entries: picked.entries.join(' '), ...rest },
    })
  const undoSplit = (reason: string) =>
    command.mutateAsync({ name: 'giving.undo_split', json: { line: split?.id, reason } })
  const unmatch = (reason: string) =>
    command.mutateAsync({ name: 'giving.unmatch', json: { channel, match_number: number, reason } })
  return (
    <div className="panel form-buttons" role="group" aria-label={t('reconcile.picked')}>
      <span aria-live="polite">
        {t('reconcile.sums', {
          left: groupAmount(wireAmount(left)),
          right: groupAmount(wireAmount(right)),
          difference: groupAmount(wireAmount(left - right)),
        })}
      </span>
      {state === 'open' && (
        <>
          <Button type="primary" disabled={!canMatch} onClick={() => run('match_by_hand', both)}>
            {t('reconcile.match')}
          </Button>
          <Button disabled={parted === undefined} onClick={() => setAsks('split')}>
            {t('reconcile.split')}
          </Button>
          <Button disabled={count === 0} onClick={() => setAsks('carry')}>
            {t('reconcile.carry')}
          </Button>
          <Button
            disabled={single === undefined || sumOf([single.amount]) < 0n}
            onClick={() => run('hold_receipt', { line: single?.id })}
          >
            {t('reconcile.hold')}
          </Button>
          <Button
            disabled={single === undefined}
            onClick={() => {
              const isIn = single !== undefined && sumOf([single.amount]) > 0n
              run('book_charge', { line: single?.id, kind: isIn ? 'interest' : 'bank_charge' })
            }}
          >
            {t('reconcile.charge')}
          </Button>
        </>
      )}
      {state === 'suggested' && (
        <>
          <Button
            type="primary"
            disabled={number === 0}
            onClick={() => run('accept_match', { channel, match_number: number })}
          >
            {t('reconcile.accept')}
          </Button>
          <Button disabled={number === 0} onClick={() => run('refuse_match', { channel, match_number: number })}>
            {t('reconcile.refuse')}
          </Button>
        </>
      )}
      {state === 'matched' && (
        <Button disabled={number === 0} onClick={() => setAsks(split === undefined ? 'unmatch' : 'undo_split')}>
          {t(split === undefined ? 'reconcile.unmatch' : 'reconcile.undo_split')}
        </Button>
      )}
      {asks === 'split' && parted !== undefined && (
        <SplitDialog line={parted} entries={entries} act={splitLine} close={() => setAsks(null)} />
      )}
      {asks !== null && asks !== 'split' && (
        <ReasonDialog
          title={t(`reconcile.${asks}`)}
          reason="required"
          confirm={t('save')}
          act={asks === 'carry' ? carry : asks === 'unmatch' ? unmatch : undoSplit}
          close={() => setAsks(null)}
        />
      )}
    </div>
  )
}

function Account({ channel }: { channel: string }) {
  const { t } = useSpeech()
  const [parameters] = useSearchParams()
  const change = useChangeParameters()
  const state = parameters.get('state') ?? 'open'
  const from = Number(parameters.get('from') ?? '0')
  const desk = useDesk(channel, state, from)
  const { branch } = useBranch()
  const may = useMetaOf(branch?.code).commands.some(({ name }) => name === 'giving.match_statements')
  const [picked, setPicked] = useState(nothing)
  const [problem, setProblem] = useState<unknown>(null)
  const clear = () => {
    setPicked(nothing)
    setProblem(null)
  }
  const command = useCommand({ done: clear, refused: setProblem })
  if (desk.error) return <ProblemNotice problem={desk.error} retry={() => void desk.refetch()} />
  if (!desk.data) return <Skeleton active />
  const counts = desk.data.counts
  const open = (counts.open ?? 0) + (counts.carried ?? 0)
  const shown = state === 'open' ? open : state === 'suggested' ? (counts.suggested ?? 0) : (counts.matched ?? 0)
  const more = desk.data.more_entries || shown > from + linesShown
  return (
    <>
      <Balances desk={desk.data} />
      <div className="form-buttons" role="group" aria-label={t('reconcile.filter')}>
        {(['open', 'suggested', 'matched'] as const).map((each) => (
          <Button
            key={each}
            type={state === each ? 'primary' : 'default'}
            aria-pressed={state === each}
            onClick={() => {
              clear()
              change({ state: each, from: null })
            }}
          >
            {t(`reconcile.${each}`, { n: each === 'open' ? open : (counts[each] ?? 0) })}
          </Button>
        ))}
        {may && (
          <Button
            loading={command.isPending}
            onClick={() => command.mutate({ name: 'giving.match_statements', json: { channel } })}
          >
            {t('reconcile.automatic')}
          </Button>
        )}
        <Button href={listFile(channel, branch?.code)}>{t('reconcile.csv')}</Button>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
      {may && (
        <Actions
          desk={desk.data}
          channel={channel}
          state={state}
          picked={picked}
          clear={clear}
          refused={setProblem}
        />
      )}
      <Sides desk={desk.data} picked={picked} pick={may ? setPicked : undefined} grouped={state !== 'open'} />
      <div className="form-buttons">
        {from > 0 && (
          <Button onClick={() => change({ from: String(Math.max(0, from - linesShown)) })}>
            {t('reconcile.before')}
          </Button>
        )}
        {more && <Button onClick={() => change({ from: String(from + linesShown) })}>{t('reconcile.after')}</Button>}
      </div>
      {may && <ClosingPanel channel={channel} desk={desk.data} />}
    </>
  )
}

export function Component() {
  const { t } = useSpeech()
  const link = useLink()
  const [parameters] = useSearchParams()
  const change = useChangeParameters()
  const channels = useChannels()
  const may = mayReadStatements(useMeta())
  if (!may) return <UnknownRecord />
  const channel = parameters.get('channel') ?? channels[0]?.id
  return (
    <Page
      title={t('reconcile.title')}
      actions={
        <>
          <Link to={link('/statement-import')}>{t('statement.title')}</Link>{' '}
          <Link to={link('/unidentified')}>{t('unidentified.title')}</Link>{' '}
          <Link to={link('/records/giving.reconciliation')}>{t('reconcile.signed_ones')}</Link>
        </>
      }
    >
      <Select
        className="map"
        aria-label={t('reconcile.channel')}
        value={channel ?? null}
        options={channels.map(({ id, name }) => ({ value: id, label: name }))}
        popupMatchSelectWidth={false}
        onChange={(id: string) => change({ channel: id, from: null })}
      />
      {channel === undefined ? (
        <p className="empty">{t('reconcile.no_channel')}</p>
      ) : (
        <Account key={channel} channel={channel} />
      )}
    </Page>
  )
}
