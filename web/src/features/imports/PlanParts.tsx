import { InboxOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Select, Upload } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call, query } from '../../api/client'
import type { Text } from '../../api/types'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { ProblemNotice } from '../../ui/ProblemNotice'

export const accepted = '.xlsx,.xls,.ods,.csv,.txt'

type FileStartProps = {
  text: string
  /** Where plans are made, and the key under which they are kept. */
  plans: 'statement-imports' | 'goods-imports'
  /** The page of a plan, without its id. */
  page: string
}

/** Takes one file, has it planned, and goes to the plan. */
export function FileStart({ text, plans, page }: FileStartProps) {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [problem, setProblem] = useState<unknown>(null)
  const send = async (file: File) => {
    setProblem(null)
    try {
      const path = `/${plans}${query({ branch: branch?.code, file: file.name })}`
      const plan = await call<{ id: string }>(path, { method: 'POST', body: file })
      client.setQueryData([plans, plan.id], plan)
      await navigate(link(`${page}/${plan.id}`))
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <>
      <p>{text}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Upload.Dragger
        accept={accepted}
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <p className="drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{t('import.drop')}</p>
      </Upload.Dragger>
    </>
  )
}

type ColumnMeaningsProps = {
  /** With the fields they mean now. */
  columns: { index: number; header: string; field: string | null }[]
  fields: { name: string; label: Text }[]
  change: (index: number, field: string | null) => void
}

/** What each column of a sheet means, to be changed where it was not understood. */
export function ColumnMeanings({ columns, fields, change }: ColumnMeaningsProps) {
  const { t, say } = useSpeech()
  return (
    <div className="field-grid">
      {columns.map(({ index, header, field }) => (
        <div key={index} className="field">
          <span>{header || t('import.no_header', { n: index + 1 })}</span>
          <Select
            className="map"
            value={field}
            options={fields.map(({ name, label }) => ({ value: name, label: say(label) }))}
            allowClear
            placeholder={t('import.ignored')}
            aria-label={t('import.column', { column: header || String(index + 1) })}
            popupMatchSelectWidth={false}
            onChange={(name: string | null | undefined) => change(index, name ?? null)}
          />
        </div>
      ))}
    </div>
  )
}
