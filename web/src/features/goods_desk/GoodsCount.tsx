import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { call, query } from '../../api/client'
import { useForgetRecords, useMeta, useSession } from '../../api/queries'
import { groupCount } from '../../app/amount'
import { useBranch, useLink } from '../../app/branch'
import { mayCountGoods } from '../../app/Sidebar'
import { useSpeech } from '../../app/texts'
import { SettledDay } from '../../schema/SettledDay'
import { today } from '../../schema/format'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { deskKey } from '../gift_desk/desk_keys'
import { UnknownRecord } from '../records/UnknownRecord'
import { GiftCount } from './GiftCount'
import { countOf, faultOf, untyped, useGoodsToCount } from './goods_counts'
import type { CountResult, GiftToCount, Typed, TypedByLine } from './goods_counts'

type Refusals = Record<string, CountResult>

/** The counts of several gifts as they are typed, and sent at once. */
function useCounting(gifts: GiftToCount[]) {
  const { t } = useSpeech()
  const { branch } = useBranch()
  const { message } = App.useApp()
  const client = useQueryClient()
  const forget = useForgetRecords()
  const [picked, setPicked] = useState<string[]>([])
  const [typed, setTyped] = useState<TypedByLine>({})
  const [refusals, setRefusals] = useState<Refusals>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const chosen = gifts.filter(({ id }) => picked.includes(id))
  const faulty = chosen.some(({ lines }) => lines.some((line) => faultOf(line, typed[line.id] ?? untyped) !== null))
  const send = async (countedOn: string) => {
    if (busy || faulty || chosen.length === 0) return
    setBusy(true)
    setProblem(null)
    try {
      const json = { counted_on: countedOn, gifts: chosen.map((gift) => countOf(gift, typed)) }
      const path = `/goods-counts${query({ branch: branch?.code })}`
      const { results } = await call<{ results: CountResult[] }>(path, { method: 'POST', json })
      const refused = results.filter(({ ok }) => !ok)
      setRefusals(Object.fromEntries(refused.map((result) => [result.gift, result])))
      setPicked(refused.map(({ gift }) => gift))
      const counted = results.length - refused.length
      if (counted > 0) void message.success(t('goods_count.done', { n: groupCount(counted) }))
      await Promise.all([forget(), client.invalidateQueries({ queryKey: ['goods-to-count'] })])
    } catch (error) {
      setProblem(error)
    }
    setBusy(false)
  }
  const pick = (ids: string[], on: boolean) =>
    setPicked((before) => [...before.filter((id) => !ids.includes(id)), ...(on ? ids : [])])
  const type = (gift: GiftToCount, line: string, change: Partial<Typed>) => {
    setTyped((before) => ({ ...before, [line]: { ...(before[line] ?? untyped), ...change } }))
    // Whoever types a number counts the gift.
    pick([gift.id], true)
  }
  return { picked, typed, refusals, problem, busy, faulty, chosen, send, pick, type }
}

function Counting({ gifts, more }: { gifts: GiftToCount[]; more: boolean }) {
  const { t } = useSpeech()
  const user = useSession().data?.user.id
  const [day, setDay] = useState(today())
  const counting = useCounting(gifts)
  const others = gifts.filter(({ makers }) => !makers.includes(user ?? ''))
  const all = others.length > 0 && others.every(({ id }) => counting.picked.includes(id))
  const send = () => void counting.send(day)
  if (gifts.length === 0) return <p className="empty">{t('goods_count.none')}</p>
  return (
    <div role="none" className="counting" onKeyDownCapture={(event) => deskKey(event, send)}>
      <p className="quiet">{t('goods_count.how')}</p>
      {more && <p className="quiet">{t('goods_count.more', { n: groupCount(gifts.length) })}</p>}
      {counting.problem !== null && <ProblemNotice problem={counting.problem} />}
      <div className="panel form-buttons">
        <span className="labelled">
          {t('goods_count.day')} <SettledDay value={day} label={t('goods_count.day')} settle={setDay} />
        </span>
        <Button
          disabled={others.length === 0}
          onClick={() =>
            counting.pick(
              others.map(({ id }) => id),
              !all,
            )
          }
        >
          {t(all ? 'goods_count.pick_none' : 'goods_count.pick_all')}
        </Button>
        <Button
          type="primary"
          loading={counting.busy}
          disabled={counting.chosen.length === 0 || counting.faulty || day === ''}
          onClick={send}
        >
          {t('goods_count.send', { n: groupCount(counting.chosen.length) })}
        </Button>
        {counting.faulty && <span className="fault">{t('goods_count.faulty')}</span>}
      </div>
      {gifts.map((gift) => (
        <GiftCount
          key={gift.id}
          gift={gift}
          own={gift.makers.includes(user ?? '')}
          picked={counting.picked.includes(gift.id)}
          typed={counting.typed}
          refusal={counting.refusals[gift.id]}
          pick={(on) => counting.pick([gift.id], on)}
          type={(line, change) => counting.type(gift, line, change)}
        />
      ))}
    </div>
  )
}

/** What waits for its count, counted by a second person, many gifts at once. */
export function Component() {
  const { t } = useSpeech()
  const link = useLink()
  const may = mayCountGoods(useMeta())
  const list = useGoodsToCount(may)
  if (!may) return <UnknownRecord />
  return (
    <Page
      title={t('goods_count.title')}
      above={
        <p className="crumb">
          <Link to={link('/goods-desk')}>{t('goods.desk')}</Link>
        </p>
      }
    >
      {list.error && <ProblemNotice problem={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active />}
      {list.data && <Counting gifts={list.data.gifts} more={list.data.more} />}
    </Page>
  )
}
