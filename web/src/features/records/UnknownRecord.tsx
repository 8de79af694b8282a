import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'

/** For a record type that does not exist or that the user may not see: the two are not told apart. */
export function UnknownRecord() {
  const { t } = useSpeech()
  return (
    <Page title={t('not_found.title')}>
      <p>{t('record.unknown')}</p>
    </Page>
  )
}
