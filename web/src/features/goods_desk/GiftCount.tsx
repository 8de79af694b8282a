import { Alert, Checkbox } from 'antd'
import { Link } from 'react-router'
import { groupAmount } from '../../app/amount'
import { useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { DataTable } from '../../ui/DataTable'
import { faultOf, needsValue, untyped } from './goods_counts'
import type { CountResult, GiftToCount, LineToCount, Typed, TypedByLine } from './goods_counts'

type LineInputsProps = {
  line: LineToCount
  typed: Typed
  disabled: boolean
  refused: string | undefined
  type: (change: Partial<Typed>) => void
}

/** What was counted of a line, and its value where that is no longer the list's. */
function LineInputs({ line, typed, disabled, refused, type }: LineInputsProps) {
  const { t } = useSpeech()
  const fault = faultOf(line, typed)
  return (
    <span className="count-inputs">
      <input
        type="text"
        inputMode="numeric"
        className="answer"
        aria-label={t('goods_count.counted_of', { item: line.item })}
        aria-invalid={fault === 'number'}
        placeholder={String(line.counted ?? line.quantity)}
        disabled={disabled}
        value={typed.counted}
        onChange={({ target }) => type({ counted: target.value.trim() })}
      />
      {needsValue(line, typed) && (
        <input
          type="text"
          inputMode="decimal"
          className="answer"
          aria-label={t('goods_count.value_of', { item: line.item })}
          aria-invalid={fault === 'value'}
          placeholder={t('goods_count.value')}
          value={typed.value}
          onChange={({ target }) => type({ value: target.value })}
        />
      )}
      {fault === 'number' && <span className="fault">{t('goods_count.no_number')}</span>}
      {refused !== undefined && <span className="fault">{refused}</span>}
    </span>
  )
}

type GiftCountProps = {
  gift: GiftToCount
  /** Entered by whoever looks: somebody else must count it. */
  own: boolean
  picked: boolean
  typed: TypedByLine
  refusal: CountResult | undefined
  pick: (on: boolean) => void
  type: (line: string, change: Partial<Typed>) => void
}

/** One gift that waits for its count, line by line. */
export function GiftCount({ gift, own, picked, typed, refusal, pick, type }: GiftCountProps) {
  const { t, say } = useSpeech()
  const link = useLink()
  const name = [gift.donor || t('goods_count.anonymous'), gift.day, gift.reference].filter(Boolean).join(' · ')
  const refused = refusal?.ok === false ? refusal : undefined
  const refusedAt = (line: string) => {
    const error = refused?.errors?.find(({ field }) => field === line)
    return error && say(error.message)
  }
  return (
    <section className="panel" aria-label={name}>
      <div className="count-head">
        <Checkbox checked={picked} disabled={own} onChange={({ target }) => pick(target.checked)}>
          {name}
        </Checkbox>
        <Link to={link(`/records/giving.goods_gift/${gift.id}`)}>{t('goods.open_page')}</Link>
      </div>
      {own && <p className="quiet small">{t('goods_count.own')}</p>}
      {refused && <Alert type="error" showIcon role="alert" title={say(refused.detail)} />}
      <DataTable
        caption={t('goods.lines')}
        items={gift.lines}
        keyOf={({ id }) => id}
        columns={[
          { key: 'item', title: t('goods_import.item'), heading: true, cell: ({ item }) => item },
          { key: 'specification', title: t('goods_count.specification'), cell: (line) => line.specification },
          {
            key: 'quantity',
            title: t('goods_count.listed'),
            numeric: true,
            cell: ({ quantity, unit }) => `${quantity} ${unit}`,
          },
          { key: 'expires_on', title: t('goods_count.expires_on'), whole: true, cell: (line) => line.expires_on },
          {
            key: 'value',
            title: t('goods_count.value'),
            numeric: true,
            cell: ({ value }) => (value === '' ? null : groupAmount(value)),
          },
          {
            key: 'counted',
            title: t('goods_count.counted'),
            cell: (line) => (
              <LineInputs
                line={line}
                typed={typed[line.id] ?? untyped}
                disabled={own}
                refused={refusedAt(line.id)}
                type={(change) => type(line.id, change)}
              />
            ),
          },
        ]}
      />
    </section>
  )
}
