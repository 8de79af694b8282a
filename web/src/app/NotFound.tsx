import { Link } from 'react-router'
import { Page } from '../ui/Page'
import { useLink } from './branch'
import { useSpeech } from './texts'

export function Component() {
  const { t } = useSpeech()
  const link = useLink()
  return (
    <Page title={t('not_found.title')}>
      <p>{t('not_found.text')}</p>
      <p>
        <Link className="primary-link" to={link('/')}>
          {t('not_found.home')}
        </Link>
      </p>
    </Page>
  )
}
