import { Button, Form } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { Command, Field } from '../../api/types'
import { useBranch } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { useProblemToForm } from '../../schema/FieldItem'
import { today } from '../../schema/format'
import { wireValues } from '../../schema/values'
import type { FormValues } from '../../schema/values'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { DeskField } from '../gift_desk/DeskField'
import { deskKey } from '../gift_desk/desk_keys'
import { startOf } from './goods_rules'
import { useSending } from './use_sending'

const nothing: Record<string, unknown> = {}

type GoodsFormProps = {
  command: Command
  /** What the program knows already. */
  given?: Record<string, unknown>
  asked: (fields: Field[], values: FormValues) => Field[]
  isAlways: (field: Field) => boolean
  save: string
  done: (id: string) => void
  children?: ReactNode
}

/** A form for the keyboard: Enter moves on and, in the last field, saves; then it is empty again. */
export function GoodsForm({ command, given = nothing, asked, isAlways, save, done, children }: GoodsFormProps) {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const [form] = Form.useForm<FormValues>()
  const toForm = useProblemToForm()
  const box = useRef<HTMLDivElement>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [more, setMore] = useState(false)
  const [count, setCount] = useState(0)
  const [first] = useState(() => startOf(command.fields, today()))
  const values = (Form.useWatch([], form) as FormValues | undefined) ?? first
  const fields = asked(command.fields, values)
  const sending = useSending(command.name, {
    done: ({ id }) => {
      form.resetFields()
      setCount((before) => before + 1)
      done(id)
    },
    refused: (refusal) => {
      setMore(true)
      setProblem(toForm(form, fields, refusal))
    },
  })
  const focusFirst = () =>
    box.current?.querySelector<HTMLElement>('input[type=radio]:checked, input, textarea')?.focus()
  // Also after each entry, when the emptied form has been drawn anew.
  useEffect(focusFirst, [count])
  return (
    <div ref={box} role="none" className="panel" onKeyDownCapture={(event) => deskKey(event, form.submit)}>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Form
        form={form}
        layout="vertical"
        className="field-grid desk"
        initialValues={first}
        scrollToFirstError={{ focus: true }}
        onFinish={(typed) => {
          setProblem(null)
          sending.send({ branch: branch?.code, ...given, ...wireValues(fields, typed) })
        }}
      >
        {fields
          .filter((field) => more || isAlways(field))
          .map((field) => (
            <DeskField key={field.name} field={field} branch={branch?.code} amount={null} />
          ))}
        <div className="wide form-buttons">
          <Button type="primary" size="large" htmlType="submit" loading={sending.pending}>
            {save}
          </Button>
          <Button type="text" aria-expanded={more} onClick={() => setMore(!more)}>
            {t(more ? 'desk.less' : 'goods.more')}
          </Button>
          {children}
        </div>
      </Form>
    </div>
  )
}
