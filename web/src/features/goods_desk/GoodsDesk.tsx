import { Skeleton } from 'antd'
import { Link, useNavigate, useParams } from 'react-router'
import { useMeta, useMetaOf, useRow } from '../../api/queries'
import type { Command, Meta } from '../../api/types'
import { useBranch, useLink } from '../../app/branch'
import { mayRecordGoods } from '../../app/Sidebar'
import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { UnknownRecord } from '../records/UnknownRecord'
import { GoodsForm } from './GoodsForm'
import { GoodsLines } from './GoodsLines'
import { giftFields, isAlwaysOfGift, isAlwaysOfLine, lineFields } from './goods_rules'

const find = ({ commands }: Meta, name: string): Command | undefined =>
  commands.find((command) => command.name === name)

/** The list of one gift: line after line, until all of it stands there. */
function List({ id, command }: { id: string; command: Command | undefined }) {
  const { t } = useSpeech()
  const link = useLink()
  const gift = useRow('giving.goods_gift', id)
  if (gift.error) return <ProblemNotice problem={gift.error} retry={() => void gift.refetch()} />
  if (!gift.data) return <Skeleton active />
  const isOpen = gift.data.state === 'listed'
  return (
    <>
      {isOpen && command && (
        <GoodsForm
          command={command}
          given={{ gift: id }}
          asked={lineFields}
          isAlways={isAlwaysOfLine}
          save={t('goods.add_line')}
          done={() => undefined}
        >
          <Link to={link('/goods-desk')}>{t('goods.next_gift')}</Link>
          <Link to={link(`/records/giving.goods_gift/${id}`)}>{t('goods.open_page')}</Link>
        </GoodsForm>
      )}
      <p className="quiet small">{t('goods.somebody_counts')}</p>
      <GoodsLines gift={gift.data} />
    </>
  )
}

export function Component() {
  const { t } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const { id } = useParams()
  const here = useMetaOf(useBranch().branch?.code)
  const somewhere = mayRecordGoods(useMeta())
  const record = find(here, 'giving.record_goods')
  if (!somewhere) return <UnknownRecord />
  if (!record) {
    return (
      <Page title={t('goods.desk')} keepFocus>
        {here.pending ? <Skeleton active /> : <p>{t('desk.not_here')}</p>}
      </Page>
    )
  }
  return (
    <Page
      title={t('goods.desk')}
      keepFocus
      actions={<Link to={link('/goods-import')}>{t('goods_import.title')}</Link>}
    >
      {id === undefined ? (
        <GoodsForm
          command={record}
          asked={giftFields}
          isAlways={isAlwaysOfGift}
          save={t('goods.begin_list')}
          done={(made) => void navigate(link(`/goods-desk/${made}`))}
        />
      ) : (
        <List key={id} id={id} command={find(here, 'giving.add_goods_line')} />
      )}
    </Page>
  )
}
