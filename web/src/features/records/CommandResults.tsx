import { Alert, Typography } from 'antd'
import type { Command } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { showInstant } from '../../schema/format'

type Answer = Record<string, unknown>
type Link = { token: string; expires_at: string }

function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null && 'token' in value && 'expires_at' in value
}

/** Whether the answer holds something that is shown this once. An answer repeated for its key holds none. */
export function hasResults(command: Command, answer: Answer): boolean {
  return (command.results ?? []).some(({ name }) => Boolean(answer[name]))
}

/** Where a one-time link leads; the token stands behind the #, which no server sees. */
export function welcomeAddress(token: string): string {
  return `${location.origin}/console/welcome#${token}`
}

function Secret({ text }: { text: string }) {
  const { t } = useSpeech()
  return (
    <Typography.Text
      className="secret"
      code
      copyable={{ text, tooltips: [t('copy'), t('copied')] }}
    >
      {text}
    </Typography.Text>
  )
}

/** What a command says back once and never again, such as a new token. */
export function CommandResults({ command, answer }: { command: Command; answer: Answer }) {
  const { t, say } = useSpeech()
  return (
    <>
      <Alert type="warning" showIcon title={t('command.results')} />
      <dl className="details secrets">
        {(command.results ?? []).map(({ name, label }) => {
          const value = answer[name]
          return (
            <div key={name} className="wide">
              <dt>{say(label)}</dt>
              <dd>
                <Secret text={isLink(value) ? welcomeAddress(value.token) : String(value ?? '')} />
                {isLink(value) && (
                  <p className="quiet small">
                    {t('command.link_until', { at: showInstant(value.expires_at) })}
                  </p>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </>
  )
}
