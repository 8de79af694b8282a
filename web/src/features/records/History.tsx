import { Skeleton } from 'antd'
import { useHistory } from '../../api/queries'
import type { Change as FieldChange, HistoryEntry, RecordType } from '../../api/types'
import { useSpeech } from '../../app/texts'
import type { Speech } from '../../app/texts'
import { showInstant, showValue } from '../../schema/format'
import { ProblemNotice } from '../../ui/ProblemNotice'

function actionName({ action, title }: HistoryEntry, { t, say }: Speech): string {
  if (title) return say(title)
  if (action === 'create') return t('history.create')
  if (action === 'update') return t('history.update')
  if (action === 'reveal') return t('history.reveal')
  return action
}

function Change({ record, change }: { record: RecordType; change: FieldChange }) {
  const speech = useSpeech()
  const field = record.fields.find((each) => each.name === change.field)
  if (change.redacted) {
    return (
      <li>
        {field ? speech.say(field.label) : change.field}: {speech.t('history.redacted')}
      </li>
    )
  }
  const show = (value: FieldChange['from'], label: string | undefined) =>
    label || (field ? showValue(field, value, speech) : String(value ?? '')) || speech.t('history.empty')
  return (
    <li>
      {field ? speech.say(field.label) : change.field}: <del>{show(change.from, change.from_label)}</del> →{' '}
      <ins>{show(change.to, change.to_label)}</ins>
    </li>
  )
}

/** Who did what to this record, when and why. */
export function History({ record, id }: { record: RecordType; id: string }) {
  const speech = useSpeech()
  const { t } = speech
  const history = useHistory(record.name, id, true)
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t('history.title')}</h2>
      {history.error && <ProblemNotice problem={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Skeleton active />}
      {history.data?.entries.length === 0 && <p>{t('history.none')}</p>}
      <ol className="history">
        {history.data?.entries.map((entry) => (
          <li key={`${entry.at} ${entry.action}`}>
            <time dateTime={entry.at}>{showInstant(entry.at)}</time>{' '}
            <strong>{actionName(entry, speech)}</strong>{' '}
            <span className="quiet">{entry.by_name || t('history.program')}</span>
            {entry.reason && <p>{t('history.reason', { reason: entry.reason })}</p>}
            {entry.changes.length > 0 && (
              <ul>
                {entry.changes.map((change) => (
                  <Change key={change.field} record={record} change={change} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
