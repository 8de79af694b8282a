import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Problem, call } from '../../api/client'
import { useEvents } from '../../api/events'
import { useForgetRecords, useMetaOf, usePlan, useSession } from '../../api/queries'
import type { Command, ImportState, Plan } from '../../api/types'
import { groupCount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ReasonDialog } from '../../ui/ReasonDialog'
import { forSomebodyElse } from '../records/offered'
import { Commit } from './Commit'
import { Doubts } from './Doubts'
import { keyOf } from './doubts'
import type { Decisions, DoubtRule } from './doubts'
import { Findings, RowErrors } from './Findings'
import { PlanEditor } from './PlanEditor'
import { stateTexts, stateTones } from './plan_state'

type Step = { state: ImportState; done: number; total: number }

/** Follows the booking of a batch by server-sent events. */
function Running({ plan }: { plan: Plan }) {
  const { t } = useSpeech()
  const client = useQueryClient()
  const forget = useForgetRecords()
  const [step, setStep] = useState<Step>({ state: 'running', done: 0, total: plan.accepted })
  useEvents<Step | Plan>(`/imports/${plan.id}/events`, ['progress', 'done'], (name, event) => {
    if (name === 'progress') return setStep(event as Step)
    void forget()
    return void client.invalidateQueries({ queryKey: ['imports'] })
  })
  const percent = step.total === 0 ? 100 : Math.floor((step.done * 100) / step.total)
  return (
    <section className="panel" aria-labelledby="progress">
      <h2 id="progress">{t('import.running')}</h2>
      <Progress percent={percent} aria-labelledby="progress" />
      <p role="status">
        {t('import.progress', { done: groupCount(step.done), total: groupCount(step.total) })}
      </p>
    </section>
  )
}

/** What becomes of matches the bank has already; asked for once the server says that there are some. */
function MatchChoice({ command, choose }: { command: Command; choose: (match: string) => void }) {
  const { say } = useSpeech()
  const field = command.fields.find(({ name }) => name === 'match')
  const choices = field?.choices?.filter(({ value }) => value !== 'unsaid') ?? []
  return (
    <Radio.Group
      aria-label={field && say(field.label)}
      options={choices.map(({ value, label }) => ({ value, label: say(label) }))}
      onChange={({ target }) => choose(String(target.value))}
    />
  )
}

function Undo({ plan, command }: { plan: Plan; command: Command }) {
  const { t } = useSpeech()
  const client = useQueryClient()
  const forget = useForgetRecords()
  const [asked, setAsked] = useState(false)
  const [matched, setMatched] = useState(false)
  const [match, setMatch] = useState<string>()
  const undo = async (reason: string) => {
    try {
      await call(`/imports/${plan.id}/undo`, { method: 'POST', json: { reason, match } })
    } catch (error) {
      setMatched(error instanceof Problem && error.errors.some(({ field }) => field === 'match'))
      throw error
    }
    await Promise.all([client.invalidateQueries({ queryKey: ['imports'] }), forget()])
  }
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setAsked(true)}>
        {t('import.undo')}
      </Button>
      {asked && (
        <ReasonDialog
          title={t('import.undo')}
          reason="required"
          note={
            <>
              {t('import.undo_note', { n: groupCount(plan.accepted) })}
              {matched && <MatchChoice command={command} choose={setMatch} />}
            </>
          }
          confirm={t('import.undo')}
          act={undo}
          close={() => setAsked(false)}
        />
      )}
    </>
  )
}

function Result({ plan }: { plan: Plan }) {
  const { t } = useSpeech()
  const link = useLink()
  const command = useMetaOf(plan.branch).commands.find(({ name }) => name === 'giving.undo_import')
  const user = useSession().data?.user.id
  const forOthers = command !== undefined && forSomebodyElse([command], plan, user).length > 0
  return (
    <>
      <Findings plan={plan} />
      <RowErrors plan={plan} />
      <p className="form-buttons">
        <Link to={link('/import')}>{t('import.another')}</Link>
        {plan.state === 'committed' && command && !forOthers && <Undo plan={plan} command={command} />}
        {plan.state === 'committed' && forOthers && <span className="quiet">{t('import.undo_by_other')}</span>}
      </p>
    </>
  )
}

/** The officer's decisions, which begin anew when other rows are doubtful. */
function Deciding({ plan }: { plan: Plan }) {
  const [rule, setRule] = useState<DoubtRule>('decide')
  const [decisions, decide] = useState<Decisions>(new Map())
  return (
    <>
      <Doubts plan={plan} rule={rule} setRule={setRule} decisions={decisions} decide={decide} />
      <Commit plan={plan} rule={rule} decisions={decisions} />
    </>
  )
}

export function Component() {
  const { t } = useSpeech()
  const { id } = useParams()
  const link = useLink()
  const query = usePlan(id)
  const plan = query.data
  if (query.error) return <ProblemNotice problem={query.error} retry={() => void query.refetch()} />
  if (!plan) return <Skeleton active />
  return (
    <Page
      title={plan.file}
      above={
        <p className="crumb">
          <Link to={link('/import')}>{t('import.title')}</Link>
        </p>
      }
      actions={<Pill tone={stateTones[plan.state]}>{t(stateTexts[plan.state])}</Pill>}
    >
      {plan.state === 'planned' ? (
        <>
          <Findings plan={plan} />
          <PlanEditor key={plan.id} plan={plan} />
          <RowErrors plan={plan} />
          <Deciding key={plan.doubts.map(keyOf).join(' ')} plan={plan} />
        </>
      ) : plan.state === 'running' ? (
        <Running plan={plan} />
      ) : (
        <Result plan={plan} />
      )}
    </Page>
  )
}
