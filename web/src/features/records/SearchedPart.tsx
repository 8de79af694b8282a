import { Button } from 'antd'
import { groupCount } from '../../app/amount'
import { useSpeech } from '../../app/texts'

type SearchedPartProps = {
  /** Rows looked through for this page. */
  rows: number
  goOn: () => void
}

/** Says that a search has not come to the end of the list yet, and goes on with it. */
export function SearchedPart({ rows, goOn }: SearchedPartProps) {
  const { t } = useSpeech()
  return (
    <p className="quiet" role="status">
      {t('list.searched', { n: groupCount(rows) })} <Button onClick={goOn}>{t('list.search_on')}</Button>
    </p>
  )
}
