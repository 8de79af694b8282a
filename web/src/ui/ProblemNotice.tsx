import { Alert, Button } from 'antd'
import { useCallback } from 'react'
import { Problem } from '../api/client'
import { useSpeech } from '../app/texts'

/** What went wrong, in the user's language. */
export function useProblemText(): (error: unknown) => string {
  const { t, say } = useSpeech()
  return useCallback(
    (error) => (error instanceof Problem ? say(error.detail) : t('failure.unexpected')),
    [t, say],
  )
}

type ProblemNoticeProps = { problem: unknown; retry?: () => void }

/** A refusal shown in the page, with a way to try again where that makes sense. */
export function ProblemNotice({ problem, retry }: ProblemNoticeProps) {
  const { t } = useSpeech()
  const text = useProblemText()
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text(problem)}
      action={retry && <Button onClick={retry}>{t('retry')}</Button>}
    />
  )
}
