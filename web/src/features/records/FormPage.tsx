import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { call, idempotencyKey } from '../../api/client'
import { useForgetRecords, useRecordType, useRow } from '../../api/queries'
import type { RecordType, Row } from '../../api/types'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { FieldItem, useProblemToForm } from '../../schema/FieldItem'
import { changedValues, formValues, wireValues } from '../../schema/values'
import type { FormValues } from '../../schema/values'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { UnknownRecord } from './UnknownRecord'

type Saved = { id: string; version: number }

/** Masked values may not be edited in place: the mask would be saved over them. */
function editable(record: RecordType, row: Row | null) {
  return record.fields.filter((field) => {
    if (field.read_only) return false
    const masked = field.privacy === 'personal' || field.privacy === 'sensitive'
    return row === null || !masked || !String(row[field.name] ?? '').includes('*')
  })
}

function RecordForm({ record, row }: { record: RecordType; row: Row | null }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const { branch } = useBranch()
  const { message } = App.useApp()
  const [form] = Form.useForm<FormValues>()
  const toForm = useProblemToForm()
  const forget = useForgetRecords()
  const [key] = useState(idempotencyKey)
  const [problem, setProblem] = useState<unknown>(null)
  const [touched, setTouched] = useState(false)
  const fields = editable(record, row)
  const save = useMutation({
    mutationFn: (values: FormValues) =>
      row === null
        ? call<Saved>(`/records/${record.name}`, {
            method: 'POST',
            json: { branch: branch?.code, ...wireValues(fields, values) },
            headers: { 'Idempotency-Key': key },
          })
        : call<Saved>(`/records/${record.name}/${row.id}`, {
            method: 'PATCH',
            json: changedValues(fields, values, row),
            headers: { 'If-Match': `"${row.version}"` },
          }),
    onSuccess: async (saved) => {
      setTouched(false)
      await forget()
      void message.success(t('record.saved'))
      await navigate(link(`/records/${record.name}/${saved?.id ?? row?.id ?? ''}`), { replace: true })
    },
    onError: (error) => setProblem(toForm(form, fields, error)),
  })
  useEffect(() => {
    if (!touched) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [touched])
  const title = t(row ? 'record.edit_title' : 'record.new_title', { record: say(record.title) })
  const hidden = row !== null && fields.length < record.fields.filter((field) => !field.read_only).length
  return (
    <Page title={title} keepFocus>
      {problem !== null && <ProblemNotice problem={problem} />}
      {hidden && <p className="quiet">{t('record.masked_kept')}</p>}
      <Form
        form={form}
        className="panel field-grid"
        layout="vertical"
        initialValues={row ? formValues(fields, row) : {}}
        scrollToFirstError={{ focus: true }}
        onValuesChange={() => setTouched(true)}
        onFinish={(values) => {
          setProblem(null)
          if (!save.isPending) save.mutate(values)
        }}
      >
        {fields.map((field, index) => (
          <FieldItem
            key={field.name}
            field={field}
            branch={branch?.code}
            label={row ? (row[`${field.name}_label`] as string | undefined) : undefined}
            autoFocus={index === 0}
          />
        ))}
        <div className="wide form-buttons">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <Button onClick={() => void navigate(-1)}>{t('cancel')}</Button>
        </div>
      </Form>
    </Page>
  )
}

export function Component() {
  const { record: name = '', id } = useParams()
  const record = useRecordType(name)
  const row = useRow(name, id)
  if (!record) return <UnknownRecord />
  if (row.error) return <ProblemNotice problem={row.error} retry={() => void row.refetch()} />
  if (id !== undefined && !row.data) return <Skeleton active />
  return <RecordForm key={`${name}/${id}`} record={record} row={row.data ?? null} />
}
