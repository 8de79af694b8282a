import { InboxOutlined } from '@ant-design/icons'
import { Button, Upload } from 'antd'
import { useSpeech } from '../../app/texts'
import { acceptedFiles, fileBytesMax, kindText, paperKinds, showSize } from './attachments_api'
import type { PaperKind } from './attachments_api'

export type ChosenFile = { file: File; kind: PaperKind }

type DropzoneProps = {
  files: ChosenFile[]
  change: (update: (before: ChosenFile[]) => ChosenFile[]) => void
  /** Kinds that cannot be given here. */
  without?: PaperKind[]
  /** The kind a new file is taken for. */
  first?: PaperKind
}

type KindSelectProps = { value: PaperKind; label: string; without: PaperKind[]; choose: (kind: PaperKind) => void }

export function KindSelect({ value, label, without, choose }: KindSelectProps) {
  const { t } = useSpeech()
  return (
    <select
      className="plain-select"
      aria-label={label}
      value={value}
      onChange={(event) => choose(event.target.value as PaperKind)}
    >
      {paperKinds
        .filter((kind) => !without.includes(kind))
        .map((kind) => (
          <option key={kind} value={kind}>
            {t(kindText(kind))}
          </option>
        ))}
    </select>
  )
}

const nothing: PaperKind[] = []

/** Files dropped or chosen, each with what it is; nothing is sent yet. */
export function Dropzone({ files, change, without = nothing, first = 'invoice' }: DropzoneProps) {
  const { t } = useSpeech()
  const set = (index: number, kind: PaperKind) =>
    change((before) => before.map((each, place) => (place === index ? { ...each, kind } : each)))
  return (
    <div className="dropzone">
      <Upload.Dragger
        accept={acceptedFiles}
        multiple
        showUploadList={false}
        beforeUpload={(file) => {
          change((before) => [...before, { file, kind: first }])
          return false
        }}
      >
        <p className="drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{t('attachments.drop')}</p>
        <p className="quiet small">{t('attachments.kinds')}</p>
      </Upload.Dragger>
      {files.length > 0 && (
        <ul className="chosen-files" aria-label={t('attachments.chosen')}>
          {files.map(({ file, kind }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two files may have one name
            <li key={`${file.name} ${index}`}>
              <KindSelect
                value={kind}
                label={t('attachments.kind_of', { file: file.name })}
                without={without}
                choose={(chosen) => set(index, chosen)}
              />
              <span className="stretch">
                {file.name} <span className="quiet small">{showSize(file.size)}</span>
                {file.size > fileBytesMax && <strong> {t('attachments.too_large')}</strong>}
              </span>
              <Button
                aria-label={t('attachments.leave_out', { file: file.name })}
                onClick={() => change((before) => before.filter((_, place) => place !== index))}
              >
                {t('attachments.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
