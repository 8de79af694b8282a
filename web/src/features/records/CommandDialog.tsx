import { useMutation } from '@tanstack/react-query'
import { App, Form, Modal } from 'antd'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { Problem, call, idempotencyKey } from '../../api/client'
import { useForgetRecords } from '../../api/queries'
import type { Command, Field, Values } from '../../api/types'
import { useBranch } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { FieldItem, useProblemToForm } from '../../schema/FieldItem'
import { formValues, wireValues } from '../../schema/values'
import type { FormValues } from '../../schema/values'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { CommandResults, hasResults } from './CommandResults'
import { asksReason, reasonField } from './reason_field'

const nothing: Values = {}

type CommandDialogProps = {
  command: Command
  /** Values that are settled by where the dialog was opened from; their fields are not asked. */
  given: Values
  /** Values to start from. */
  initial?: Values
  /** The branch it is run in; the one chosen above when left out. */
  place?: string | undefined
  done?: (() => void) | undefined
  close: () => void
}

type Answer = Record<string, unknown>

function withReason(command: Command, asked: boolean): Field[] {
  const stated = command.fields.some((field) => field.name === 'reason')
  return (command.needs_reason || asked) && !stated ? [...command.fields, reasonField] : command.fields
}

/** Asks for a command's fields and carries it out, once even if sent twice. Shown while mounted. */
export function CommandDialog(props: CommandDialogProps) {
  const { command, given, initial = nothing, place, done, close } = props
  const { t, say } = useSpeech()
  const chosen = useBranch().branch?.code
  const branch = place ?? chosen
  const { message } = App.useApp()
  const [form] = Form.useForm<FormValues>()
  const toForm = useProblemToForm()
  const forget = useForgetRecords()
  const [open, setOpen] = useState(true)
  const [key, setKey] = useState(idempotencyKey)
  const [problem, setProblem] = useState<unknown>(null)
  const [reasonAsked, setReasonAsked] = useState(false)
  const asked = (withAReason: boolean) =>
    withReason(command, withAReason).filter(
      (field) => !field.read_only && !(field.name in given) && field.name !== 'branch',
    )
  const fields = asked(reasonAsked)
  const action = useMutation({
    mutationFn: (values: FormValues) =>
      call<Answer>(`/commands/${command.name}`, {
        method: 'POST',
        json: { branch, ...given, ...wireValues(fields, values) },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async (answer) => {
      setKey(idempotencyKey())
      void message.success(t('command.done', { command: say(command.title) }))
      await forget()
      done?.()
      if (!hasResults(command, answer)) setOpen(false)
    },
    onError: (error) => {
      // What was refused was not done: the corrected values are another request. While the outcome is
      // unknown the key stays, and the server refuses other values under it.
      if (!(error instanceof Problem && error.outcomeUnknown)) setKey(idempotencyKey())
      // Drawn at once, so that the message finds its field.
      if (asksReason(error)) flushSync(() => setReasonAsked(true))
      setProblem(toForm(form, asked(reasonAsked || asksReason(error)), error))
    },
  })
  const finished = action.data !== undefined && hasResults(command, action.data)
  return (
    <Modal
      open={open}
      title={say(command.title)}
      okText={finished ? t('close') : t('command.do')}
      cancelText={t('cancel')}
      cancelButtonProps={finished ? { style: { display: 'none' } } : {}}
      confirmLoading={action.isPending}
      closable={{ 'aria-label': t('close') }}
      mask={{ closable: false }}
      keyboard={!finished}
      width={finished ? 640 : 520}
      onOk={finished ? () => setOpen(false) : form.submit}
      onCancel={() => setOpen(false)}
      afterClose={close}
    >
      {problem !== null && <ProblemNotice problem={problem} />}
      {finished ? (
        <CommandResults command={command} answer={action.data} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          initialValues={formValues(fields, initial)}
          onFinish={(values) => {
            setProblem(null)
            if (!action.isPending) action.mutate(values)
          }}
        >
          {fields.length === 0 && <p>{t('command.sure')}</p>}
          {fields.map((field, index) => (
            <FieldItem key={field.name} field={field} branch={branch} autoFocus={index === 0} />
          ))}
          {/* Enter in a field sends the form; the visible button is the dialog's. */}
          <button type="submit" hidden>
            {t('command.do')}
          </button>
        </Form>
      )}
    </Modal>
  )
}
