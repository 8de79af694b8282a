import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSearchParams } from 'react-router'
import { Problem, call, idempotencyKey } from '../../api/client'
import { useForgetRecords, useMeta, useMetaOf } from '../../api/queries'
import type { Command } from '../../api/types'
import { groupAmount } from '../../app/amount'
import { useBranch } from '../../app/branch'
import { recall, remember } from '../../app/preferences'
import { mayRecordGifts } from '../../app/Sidebar'
import { useSpeech } from '../../app/texts'
import { useProblemToForm } from '../../schema/FieldItem'
import { showValue, today } from '../../schema/format'
import { wireValues } from '../../schema/values'
import type { FormValues } from '../../schema/values'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useEmergencyOf } from '../emergency/emergency_api'
import { UnknownRecord } from '../records/UnknownRecord'
import { asksReason, reasonField } from '../records/reason_field'
import { DeskField } from './DeskField'
import { RecentGifts } from './RecentGifts'
import { deskKey } from './desk_keys'
import {
  askedFields,
  briefFields,
  briefValues,
  deskFields,
  firstValues,
  isAlwaysAsked,
  nextValues,
} from './desk_rules'
import { receiptLink } from './receipt_link'
import { useRecentGifts } from './recent_gifts'
import type { RecentGift } from './recent_gifts'

type Answer = { id: string; receipt_number: string; amount: string }
type Entry = { json: Record<string, unknown>; donor: string; day: string; key: string }

/** One line, as the other fields of the desk: Enter moves on. */
const deskReason = { ...reasonField, multiline: false }

function Saved({ gift }: { gift: RecentGift | null }) {
  const { t } = useSpeech()
  return (
    <div className="saved" role="status">
      {gift && (
        <>
          <span>{t('desk.saved', { amount: groupAmount(gift.amount) })}</span>
          <strong className="receipt">{gift.receipt}</strong>
          <a href={receiptLink(gift)} target="_blank" rel="noreferrer">
            {t('desk.print')}
          </a>
        </>
      )}
    </div>
  )
}

function Hints() {
  const { t } = useSpeech()
  return (
    <p className="quiet small hints">
      <kbd>Enter</kbd> {t('desk.hint_next')} · <kbd>Ctrl</kbd>+<kbd>Enter</kbd> {t('desk.hint_save')} ·{' '}
      <kbd>←</kbd> <kbd>→</kbd> {t('desk.hint_choice')}
    </p>
  )
}

/** Sends an entry; until its outcome is known the same entry is asked again under the same key. */
function useDesk(saved: (entry: Entry, answer: Answer) => void, refused: (problem: unknown) => void) {
  const forget = useForgetRecords()
  const key = useRef(idempotencyKey())
  const busy = useRef(false)
  const [unsure, setUnsure] = useState<Entry | null>(null)
  const mutation = useMutation({
    mutationFn: (entry: Entry) =>
      call<Answer>('/commands/giving.record_gift', {
        method: 'POST',
        json: entry.json,
        headers: { 'Idempotency-Key': entry.key },
      }),
    onSuccess: (answer, entry) => {
      key.current = idempotencyKey()
      setUnsure(null)
      saved(entry, answer)
      void forget()
    },
    onError: (problem, entry) => {
      const unknown = problem instanceof Problem && problem.outcomeUnknown
      setUnsure(unknown ? entry : null)
      // A refused entry was not booked; what is corrected is another entry.
      if (!unknown) key.current = idempotencyKey()
      refused(problem)
    },
    onSettled: () => {
      busy.current = false
    },
  })
  const send = (entry: Omit<Entry, 'key'>) => {
    // A second Enter arrives before the button is drawn as busy.
    if (busy.current) return
    busy.current = true
    mutation.mutate({ key: key.current, ...entry })
  }
  useEffect(() => {
    if (!unsure) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsure])
  return { send, unsure, pending: mutation.isPending }
}

/** `campaign` is that of an emergency, in which as little as can be is asked. */
function Desk({ command, campaign }: { command: Command; campaign: string | null }) {
  const speech = useSpeech()
  const { t, say } = speech
  const { branch } = useBranch()
  const [form] = Form.useForm<FormValues>()
  const toForm = useProblemToForm()
  const box = useRef<HTMLDivElement>(null)
  const again = useRef<HTMLButtonElement>(null)
  const { change } = useRecentGifts()
  const [last, setLast] = useState<RecentGift | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const all = campaign ? briefFields(command.fields) : deskFields(command.fields)
  const [first] = useState(() => firstValues(all, today()))
  const values = (Form.useWatch([], form) as FormValues | undefined) ?? first
  const [reasonAsked, setReasonAsked] = useState(false)
  const applying = campaign ? all : askedFields(all, values)
  const asked = (withReason: boolean) => (withReason ? [...applying, deskReason] : applying)
  const fields = asked(reasonAsked)
  const [unfolded, setMore] = useState(() => recall('desk.more') === '1')
  const more = unfolded || campaign !== null
  const unfold = (next: boolean) => {
    remember('desk.more', next ? '1' : '0')
    setMore(next)
  }

  const focusFirst = () =>
    box.current?.querySelector<HTMLElement>('input[type=radio]:checked, input, textarea')?.focus()
  // Also after each gift, when the emptied form has been drawn anew.
  useEffect(focusFirst, [last])

  const desk = useDesk(
    (entry, answer) => {
      const gift: RecentGift = {
        id: answer.id,
        receipt: answer.receipt_number,
        donor: entry.donor,
        amount: answer.amount,
        day: entry.day,
      }
      setLast(gift)
      setReasonAsked(false)
      change((before) => [gift, ...before.filter((each) => each.id !== gift.id)])
      form.resetFields()
      form.setFieldsValue(nextValues(all, { ...first, ...values }))
    },
    (refusal) => {
      // What is refused may lie in the folded part.
      const folded = new Set(fields.filter((field) => !isAlwaysAsked(field)).map(({ name }) => name))
      if (refusal instanceof Problem && refusal.errors.some(({ field }) => folded.has(field))) setMore(true)
      // Drawn at once, so that the message finds its field.
      if (asksReason(refusal)) flushSync(() => setReasonAsked(true))
      setProblem(toForm(form, asked(reasonAsked || asksReason(refusal)), refusal))
    },
  )
  useEffect(() => {
    if (desk.unsure) again.current?.focus()
  }, [desk.unsure])

  const donorKind = all.find((field) => field.name === 'donor_kind')
  const finish = (typed: FormValues) => {
    setProblem(null)
    const kind = donorKind ? showValue(donorKind, typed.donor_kind ?? null, speech) : ''
    desk.send({
      json: {
        branch: branch?.code,
        ...wireValues(fields, typed),
        ...(campaign ? briefValues(typed, campaign, today()) : {}),
      },
      donor: String(typed.donor_name ?? kind),
      day: campaign ? today() : String(typed.day ?? ''),
    })
  }
  return (
    <>
      <div ref={box} role="none" className="panel" onKeyDownCapture={(event) => deskKey(event, form.submit)}>
        <Saved gift={last} />
        {problem !== null && <ProblemNotice problem={problem} />}
        {desk.unsure && (
          <Alert
            type="warning"
            showIcon
            title={t('desk.unsure')}
            action={
              <Button ref={again} type="primary" onClick={() => desk.unsure && desk.send(desk.unsure)}>
                {t('desk.ask_again')}
              </Button>
            }
          />
        )}
        <Form
          form={form}
          layout="vertical"
          className="field-grid desk"
          initialValues={first}
          disabled={desk.unsure !== null}
          scrollToFirstError={{ focus: true }}
          onFinish={finish}
        >
          {fields.filter((field) => more || isAlwaysAsked(field)).map((field) => (
            <DeskField
              key={field.name}
              field={field}
              branch={branch?.code}
              amount={typeof values.amount === 'string' ? values.amount : null}
            />
          ))}
          <div className="wide form-buttons">
            <Button type="primary" size="large" htmlType="submit" loading={desk.pending}>
              {t('desk.save')}
            </Button>
            {!campaign && (
              <Button type="text" aria-expanded={more} onClick={() => unfold(!more)}>
                {t(more ? 'desk.less' : 'desk.more')}
              </Button>
            )}
            <span className="quiet">{t('desk.into', { branch: say(branch?.name) })}</span>
          </div>
        </Form>
        <Hints />
      </div>
      <RecentGifts />
    </>
  )
}

export function Component() {
  const { t } = useSpeech()
  const here = useMetaOf(useBranch().branch?.code)
  const somewhere = mayRecordGifts(useMeta())
  const [parameters] = useSearchParams()
  const { emergency, pending } = useEmergencyOf(parameters.get('emergency'))
  const command = here.commands.find(({ name }) => name === 'giving.record_gift')
  if (!somewhere) return <UnknownRecord />
  return (
    <Page
      title={emergency ? t('emergency.desk_of', { name: emergency.name }) : t('desk.title')}
      keepFocus
    >
      {command && !pending ? (
        <Desk
          key={emergency?.campaign ?? ''}
          command={command}
          campaign={emergency?.campaign ?? null}
        />
      ) : here.pending || pending ? <Skeleton active /> : <p>{t('desk.not_here')}</p>}
    </Page>
  )
}
