import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Skeleton } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Problem, call, idempotencyKey } from '../../api/client'
import { useForgetRecords, useMetaOf } from '../../api/queries'
import type { Command } from '../../api/types'
import { groupAmount, parseAmount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { FieldItem, useProblemToForm } from '../../schema/FieldItem'
import { wireValues } from '../../schema/values'
import type { FormValues } from '../../schema/values'
import { Page } from '../../ui/Page'
import { ProblemNotice, useProblemText } from '../../ui/ProblemNotice'
import { Dropzone } from '../attachments/Dropzone'
import type { ChosenFile } from '../attachments/Dropzone'
import { attach } from '../attachments/attachments_api'
import { useFunds } from './spending_api'

type FreeProps = { purpose: FormValues[string]; amount: FormValues[string] }

/** What is free in the chosen fund, and how old its money is; said before anything is asked for. */
function FreeAmount({ purpose, amount }: FreeProps) {
  const { t, say } = useSpeech()
  const { branch } = useBranch()
  const funds = useFunds({ branch: branch?.code, own: true })
  if (!funds.data) return null
  const wanted = typeof purpose === 'string' ? purpose : ''
  const fund = funds.data.funds.find((each) => each.purpose === wanted)
  const free = parseAmount(fund?.free ?? '0') ?? 0n
  const asked = typeof amount === 'string' ? parseAmount(amount) : null
  const isTooMuch = asked !== null && asked > free
  return (
    <output className={isTooMuch ? 'free-amount bad' : 'free-amount'} aria-live="polite">
      <span className="quiet">
        {t('spending.free_in', { fund: fund ? say(fund.name) : t('spending.this_fund') })}
      </span>
      <span className="echo-digits">¥ {groupAmount(fund?.free ?? '0.00')}</span>
      {fund && fund.oldest !== '' && (
        <span className="quiet small">
          {t('spending.oldest_is', { day: fund.oldest, n: fund.age_days })}
        </span>
      )}
      {isTooMuch && <strong>{t('spending.too_much')}</strong>}
    </output>
  )
}

function RequestForm({ command }: { command: Command }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const { branch } = useBranch()
  const { message } = App.useApp()
  const [form] = Form.useForm<FormValues>()
  const toForm = useProblemToForm()
  const problemText = useProblemText()
  const forget = useForgetRecords()
  const [key, setKey] = useState(idempotencyKey)
  const [problem, setProblem] = useState<unknown>(null)
  const [files, setFiles] = useState<ChosenFile[]>([])
  const purpose = Form.useWatch('purpose', form)
  const amount = Form.useWatch('amount', form)
  const record = command.makes ?? ''
  const save = useMutation({
    mutationFn: async (values: FormValues) => {
      const made = await call<{ id: string }>(`/commands/${command.name}`, {
        method: 'POST',
        json: { branch: branch?.code, ...wireValues(command.fields, values) },
        headers: { 'Idempotency-Key': key },
      })
      // The request stands by now: what could not be attached is told, and attached on its page.
      for (const file of files) {
        await attach({ record, owner: made.id, ...file }).catch((error: unknown) => {
          void message.error(`${file.file.name}: ${problemText(error)}`, 10)
        })
      }
      return made
    },
    onSuccess: async (made) => {
      await forget()
      void message.success(t('command.done', { command: say(command.title) }))
      await navigate(link(`/records/${record}/${made.id}`), { replace: true })
    },
    onError: (error) => {
      if (!(error instanceof Problem && error.outcomeUnknown)) setKey(idempotencyKey())
      setProblem(toForm(form, command.fields, error))
    },
  })
  const category = command.fields.find(({ name }) => name === 'category')?.choices?.[0]?.value
  const method = command.fields.find(({ name }) => name === 'method')?.choices?.[0]?.value
  return (
    <Page title={say(command.title)} keepFocus>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Form
        form={form}
        className="panel field-grid"
        layout="vertical"
        initialValues={{ category, method }}
        scrollToFirstError={{ focus: true }}
        onFinish={(values) => {
          setProblem(null)
          if (!save.isPending) save.mutate(values)
        }}
      >
        {command.fields.map((field, index) => (
          <FieldItem key={field.name} field={field} branch={branch?.code} autoFocus={index === 0} />
        ))}
        <div className="wide">
          <FreeAmount purpose={purpose} amount={amount} />
        </div>
        <div className="wide">
          <Dropzone files={files} change={setFiles} without={['proof']} />
        </div>
        <div className="wide form-buttons">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('spending.ask')}
          </Button>
          <Button onClick={() => void navigate(-1)}>{t('cancel')}</Button>
        </div>
        <p className="wide quiet small">{t('spending.two_people')}</p>
      </Form>
    </Page>
  )
}

export function Component() {
  const { t } = useSpeech()
  const name = useParams().command ?? ''
  const { branch } = useBranch()
  const meta = useMetaOf(branch?.code)
  const command = meta.commands.find((each) => each.name === `spending.${name}`)
  if (command) return <RequestForm key={name} command={command} />
  return (
    <Page title={t('spending.title')}>
      {meta.pending ? <Skeleton active /> : <p>{t('spending.may_not_ask')}</p>}
    </Page>
  )
}
