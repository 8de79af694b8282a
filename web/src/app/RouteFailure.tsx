import { Button } from 'antd'
import { useRouteError } from 'react-router'
import { useSpeech } from './texts'

/** Shown when a page cannot be loaded (often: the program was updated meanwhile) or fails while drawing. */
export function RouteFailure() {
  const { t } = useSpeech()
  const error = useRouteError()
  return (
    <main className="lone">
      <h1>{t('failure.title')}</h1>
      <p>{t('failure.text')}</p>
      <p className="quiet">{error instanceof Error ? error.message : ''}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {t('failure.reload')}
      </Button>
    </main>
  )
}
