import { useMutation } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useForgetRecords, useMeta, useSession } from '../../api/queries'
import type { Command, RecordType, Row } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { showInstant } from '../../schema/format'
import { DataTable } from '../../ui/DataTable'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { CommandDialog } from '../records/CommandDialog'
import { Dropzone } from './Dropzone'
import type { ChosenFile } from './Dropzone'
import { attach, showSize, useAttachments } from './attachments_api'
import type { Attachment } from './attachments_api'

type AttachmentsProps = { record: RecordType; row: Row }

/** Sends the chosen files one by one; what failed stays chosen. */
function Uploading({ record, row }: AttachmentsProps) {
  const { t } = useSpeech()
  const forget = useForgetRecords()
  const [files, setFiles] = useState<ChosenFile[]>([])
  const isPaid = row.state === 'paid'
  const send = useMutation({
    mutationFn: async () => {
      for (const file of files) {
        await attach({ record: record.name, owner: row.id, ...file })
        setFiles((before) => before.filter((each) => each !== file))
      }
    },
    onSettled: () => forget(),
  })
  return (
    <>
      {send.error && <ProblemNotice problem={send.error} />}
      <Dropzone files={files} change={setFiles} first={isPaid ? 'proof' : 'invoice'} />
      {files.length > 0 && (
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>
          {t('attachments.send', { n: files.length })}
        </Button>
      )}
    </>
  )
}

function FileName({ attachment }: { attachment: Attachment }) {
  const { t } = useSpeech()
  if (attachment.state === 'erased') return <span className="quiet">{t('attachments.erased')}</span>
  return (
    <>
      <a href={`/api/v1/attachments/${attachment.id}/content`} download>
        {attachment.name}
      </a>
      {attachment.state === 'withdrawn' && (
        <span className="quiet small"> {t('attachments.withdrawn')}</span>
      )}
    </>
  )
}

/** The papers of a record: what there is, and a place to drop more. */
export function Attachments({ record, row }: AttachmentsProps) {
  const { t, say } = useSpeech()
  const session = useSession().data
  const may = (capability: string) => session?.capabilities.includes(capability) === true
  const papers = useAttachments(record.name, row.id, may('attachments.attachment.read'))
  const withdraw = useMeta().commands.find(({ name }) => name === 'attachments.withdraw')
  const [asked, setAsked] = useState<{ id: string; command: Command } | null>(null)
  if (!may('attachments.attachment.read')) return null
  return (
    <section className="panel" aria-labelledby="attachments">
      <h2 id="attachments">{t('attachments.title')}</h2>
      {papers.error && <ProblemNotice problem={papers.error} retry={() => void papers.refetch()} />}
      {papers.isPending && <Skeleton active />}
      {papers.data && (
        <DataTable
          caption={t('attachments.title')}
          items={papers.data.attachments}
          keyOf={({ id }) => id}
          empty={t('attachments.none')}
          columns={[
            {
              key: 'name',
              title: t('attachments.file'),
              heading: true,
              cell: (attachment) => <FileName attachment={attachment} />,
            },
            { key: 'kind', title: t('attachments.kind'), cell: ({ kind_title: kind }) => say(kind) },
            { key: 'size', title: t('attachments.size'), numeric: true, cell: ({ size }) => showSize(size) },
            {
              key: 'by',
              title: t('attachments.by'),
              cell: ({ by_name: by, at }) => `${by} ${showInstant(at)}`,
            },
            {
              key: 'hash',
              title: 'SHA-256',
              cell: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}…</code>,
            },
            {
              key: 'withdraw',
              title: t('attachments.change'),
              cell: (attachment) =>
                withdraw && attachment.may_withdraw ? (
                  <Button
                    aria-haspopup="dialog"
                    aria-label={`${say(withdraw.title)}: ${attachment.name}`}
                    onClick={() => setAsked({ id: attachment.id, command: withdraw })}
                  >
                    {t('attachments.withdraw')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {may('attachments.attach') && <Uploading record={record} row={row} />}
      {asked && (
        <CommandDialog
          command={asked.command}
          given={{ attachment: asked.id }}
          place={row.branch}
          close={() => setAsked(null)}
        />
      )}
    </section>
  )
}
