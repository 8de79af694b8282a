import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { SettledDay } from '../../schema/SettledDay'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useCommand } from './reconciliation_api'
import type { Desk } from './reconciliation_api'

/** The day after one that is written as in the API. */
const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Drafts the reconciliation of a period, for somebody else to sign. */
export function ClosingPanel({ channel, desk }: { channel: string; desk: Desk }) {
  const { t } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const first = desk.signed_to === null ? (desk.statements_from ?? '') : dayAfter(desk.signed_to)
  const [begins, setBegins] = useState(first)
  const [ends, setEnds] = useState(desk.statements_to ?? '')
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const command = useCommand({
    done: (made) => {
      void message.success(t('reconcile.drafted'))
      void navigate(link(`/records/giving.reconciliation/${String(made.id)}`))
    },
    refused: setProblem,
  })
  return (
    <section className="panel" aria-labelledby="closing">
      <h2 id="closing">{t('reconcile.closing')}</h2>
      <p className="quiet">{t('reconcile.closing_text')}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className="form-buttons">
        <span className="labelled">
          {t('reconcile.begins')} <SettledDay value={begins} label={t('reconcile.begins')} settle={setBegins} />
        </span>
        <span className="labelled">
          {t('reconcile.ends')} <SettledDay value={ends} label={t('reconcile.ends')} settle={setEnds} />
        </span>
        <label>
          {t('reconcile.note')}{' '}
          <Input maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </label>
        <Button
          type="primary"
          loading={command.isPending}
          disabled={begins === '' || ends === ''}
          onClick={() => {
            setProblem(null)
            command.mutate({ name: 'giving.draft_reconciliation', json: { channel, begins, ends, note } })
          }}
        >
          {t('reconcile.draft')}
        </Button>
      </div>
    </section>
  )
}
