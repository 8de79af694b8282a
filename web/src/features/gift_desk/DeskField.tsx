import { Form, Radio } from 'antd'
import { capitalAmount, groupAmount, wireAmount } from '../../app/amount'
import type { Field } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { FieldItem } from '../../schema/FieldItem'
import { typedFen } from './desk_rules'

/** More choices than this become a list instead of buttons. */
const buttonsMax = 5

function Buttons({ field }: { field: Field }) {
  const { say } = useSpeech()
  return (
    <Form.Item className="field wide" name={field.name} label={say(field.label)} required={field.required}>
      <Radio.Group
        optionType="button"
        buttonStyle="solid"
        aria-label={say(field.label)}
        options={(field.choices ?? []).map((choice) => ({ value: choice.value, label: say(choice.label) }))}
      />
    </Form.Item>
  )
}

/** The amount once more, grouped and in capital numerals, so that a slip of the finger is seen. */
export function AmountEcho({ amount }: { amount: string | null }) {
  const { t } = useSpeech()
  const fen = typedFen({ amount })
  return (
    <output className="echo" aria-live="polite">
      {fen === null ? (
        <span className="quiet">{t('desk.echo_empty')}</span>
      ) : (
        <>
          <span className="echo-digits">¥ {groupAmount(wireAmount(fen))}</span>
          <span className="echo-capital" lang="zh-CN">
            {capitalAmount(fen)}
          </span>
        </>
      )}
    </output>
  )
}

type DeskFieldProps = { field: Field; branch: string | undefined; amount: string | null }

export function DeskField({ field, branch, amount }: DeskFieldProps) {
  if (field.kind === 'choice' && (field.choices?.length ?? 0) <= buttonsMax) return <Buttons field={field} />
  if (field.name === 'amount') {
    return (
      <div className="amount-row wide">
        <FieldItem field={field} branch={branch} />
        <AmountEcho amount={amount} />
      </div>
    )
  }
  return <FieldItem field={field} branch={branch} />
}
