import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { call, query } from '../../api/client'
import { useImports } from '../../api/queries'
import type { ImportSummary, Plan } from '../../api/types'
import { groupAmount, groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { showInstant } from '../../schema/format'
import { DataTable } from '../../ui/DataTable'
import { Page } from '../../ui/Page'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { accepted } from './PlanParts'
import { stateTexts, stateTones } from './plan_state'

type Sent = { file: string; plan: Plan | null; problem: unknown }

function SentFiles({ sent }: { sent: Sent[] }) {
  const { t } = useSpeech()
  const link = useLink()
  return (
    <ul className="sent" aria-live="polite">
      {sent.map(({ file, plan, problem }) => (
        <li key={file}>
          {plan ? (
            <Link to={link(`/import/${plan.id}`)}>{file}</Link>
          ) : problem ? (
            <>
              {file}
              <ProblemNotice problem={problem} />
            </>
          ) : (
            t('import.reading', { file })
          )}
        </li>
      ))}
    </ul>
  )
}

function RecentImports({ branch }: { branch: string }) {
  const { t } = useSpeech()
  const link = useLink()
  const imports = useImports(branch)
  return (
    <section className="panel" aria-labelledby="recent-imports">
      <h2 id="recent-imports">{t('import.recent')}</h2>
      {imports.error && <ProblemNotice problem={imports.error} retry={() => void imports.refetch()} />}
      {imports.data && (
        <DataTable<ImportSummary>
          caption={t('import.recent')}
          items={imports.data.rows}
          keyOf={(row) => row.id}
          empty={t('import.recent_none')}
          columns={[
            {
              key: 'file',
              title: t('import.file'),
              heading: true,
              cell: (row) => <Link to={link(`/import/${row.id}`)}>{row.file}</Link>,
            },
            {
              key: 'state',
              title: t('import.state'),
              cell: (row) => <Pill tone={stateTones[row.state]}>{t(stateTexts[row.state])}</Pill>,
            },
            { key: 'at', title: t('import.at'), cell: (row) => showInstant(row.at) },
            { key: 'by', title: t('import.by'), cell: (row) => row.by_name },
            { key: 'rows', title: t('import.rows'), numeric: true, cell: (row) => groupCount(row.accepted) },
            { key: 'sum', title: t('import.sum'), numeric: true, cell: (row) => groupAmount(row.sum) },
          ]}
        />
      )}
    </section>
  )
}

export function Component() {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const link = useLink()
  const navigate = useNavigate()
  const [sent, setSent] = useState<Sent[]>([])
  const send = async (file: File, alone: boolean) => {
    const note = (entry: Partial<Sent>) =>
      setSent((before) => [
        ...before.filter((each) => each.file !== file.name),
        { file: file.name, plan: null, problem: null, ...entry },
      ])
    note({})
    try {
      const path = `/imports${query({ branch: branch?.code, file: file.name })}`
      const plan = await call<Plan>(path, { method: 'POST', body: file })
      note({ plan })
      if (alone) await navigate(link(`/import/${plan.id}`))
    } catch (problem) {
      note({ problem })
    }
  }
  return (
    <Page title={t('import.title')}>
      <p>{t('import.text')}</p>
      <Upload.Dragger
        accept={accepted}
        multiple
        showUploadList={false}
        beforeUpload={(file, files) => {
          void send(file, files.length === 1)
          return false
        }}
      >
        <p className="drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{t('import.drop')}</p>
        <p className="quiet small">{t('import.kinds')}</p>
      </Upload.Dragger>
      <SentFiles sent={sent} />
      {branch && <RecentImports branch={branch.code} />}
    </Page>
  )
}
