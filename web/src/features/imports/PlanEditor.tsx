import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api/client'
import { useMeta } from '../../api/queries'
import type { Field, Plan } from '../../api/types'
import { useBranch } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { FieldItem, useProblemToForm } from '../../schema/FieldItem'
import type { FormValues } from '../../schema/values'
import { wireValues } from '../../schema/values'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { SheetMapping } from './SheetMapping'
import { mappingOf } from './plan_state'

/** What all rows of a file share, asked as the gift desk asks it. */
function useSharedFields(): Field[] {
  const command = useMeta().commands.find(({ name }) => name === 'giving.record_gift')
  const names = new Set(['channel', 'campaign', 'day'])
  return (command?.fields ?? [])
    .filter((field) => names.has(field.name))
    .map((field) => ({ ...field, required: field.name === 'channel', help: null }))
}

/** The mapping of every sheet and what all rows share; reading again makes a new plan of the same file. */
export function PlanEditor({ plan }: { plan: Plan }) {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const client = useQueryClient()
  const [form] = Form.useForm<FormValues>()
  const toForm = useProblemToForm()
  const fields = useSharedFields()
  const [mappings, setMappings] = useState(() => plan.sheets.map(mappingOf))
  const [changed, setChanged] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const read = useMutation({
    mutationFn: (values: FormValues) =>
      call<Plan>(`/imports/${plan.id}/plan`, {
        method: 'POST',
        json: {
          sheets: mappings,
          ...wireValues(fields, values),
          ...(values.save_profile ? { save_profile: values.save_profile } : {}),
        },
      }),
    onSuccess: (next) => {
      setChanged(false)
      client.setQueryData(['imports', plan.id], next)
    },
    onError: (error) => setProblem(toForm(form, fields, error)),
  })
  return (
    <>
      {plan.sheets.map((sheet, index) => {
        const mapping = mappings[index]
        return (
          mapping && (
            <SheetMapping
              key={sheet.index}
              plan={plan}
              sheet={sheet}
              mapping={mapping}
              fixed={false}
              change={(next) => {
                setChanged(true)
                setMappings((before) => before.map((each, place) => (place === index ? next : each)))
              }}
            />
          )
        )
      })}
      <section className="panel" aria-labelledby="shared">
        <h2 id="shared">{t('import.shared')}</h2>
        {problem !== null && <ProblemNotice problem={problem} />}
        <Form
          form={form}
          layout="vertical"
          className="field-grid"
          initialValues={{ channel: plan.channel, campaign: plan.campaign, day: plan.day }}
          onValuesChange={() => setChanged(true)}
          onFinish={(values) => {
            setProblem(null)
            read.mutate(values)
          }}
        >
          {fields.map((field) => (
            <FieldItem key={field.name} field={field} branch={branch?.code} />
          ))}
          <Form.Item name="save_profile" label={t('import.profile')} extra={t('import.profile_help')}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <div className="wide form-buttons">
            <Button type={changed ? 'primary' : 'default'} htmlType="submit" loading={read.isPending}>
              {t('import.read_again')}
            </Button>
            {plan.profile && (
              <span className="quiet">{t('import.profile_used', { name: plan.profile.name })}</span>
            )}
          </div>
        </Form>
      </section>
    </>
  )
}
