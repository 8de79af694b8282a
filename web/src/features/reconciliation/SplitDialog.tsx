import { useMutation } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { groupAmount, wireAmount } from '../../app/amount'
import { useSpeech } from '../../app/texts'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { sumOf } from './reconciliation_api'
import type { Entry, Line } from './reconciliation_api'

export type Rest = { held?: string; charge?: string; charge_kind: string }

type SplitDialogProps = {
  line: Line
  entries: Entry[]
  act: (rest: Rest) => Promise<unknown>
  close: () => void
}

const kinds = ['platform_fee', 'bank_charge', 'interest'] as const

/** Asks what the rest of a line is that its entries do not explain. Shown while mounted. */
export function SplitDialog({ line, entries, act, close }: SplitDialogProps) {
  const { t } = useSpeech()
  const [form] = Form.useForm<Rest>()
  const [open, setOpen] = useState(true)
  const action = useMutation({ mutationFn: act, onSuccess: () => setOpen(false) })
  const whole = sumOf([line.amount])
  const named = sumOf(entries.map(({ amount }) => amount))
  const rest = whole - named
  const isHeld = whole > 0n && rest > 0n
  return (
    <Modal
      open={open}
      title={t('reconcile.split')}
      okText={t('reconcile.split_confirm')}
      cancelText={t('cancel')}
      confirmLoading={action.isPending}
      closable={{ 'aria-label': t('close') }}
      onOk={form.submit}
      onCancel={() => setOpen(false)}
      afterClose={close}
    >
      <p>
        {t('reconcile.split_text', {
          line: groupAmount(line.amount),
          entries: groupAmount(wireAmount(named)),
          rest: groupAmount(wireAmount(rest)),
        })}
      </p>
      {action.error && <ProblemNotice problem={action.error} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          held: isHeld ? wireAmount(rest) : '',
          charge: !isHeld && rest < 0n ? wireAmount(-rest) : '',
          charge_kind: whole > 0n ? 'platform_fee' : 'bank_charge',
        }}
        onFinish={({ held, charge, charge_kind }) => {
          if (action.isPending) return
          action.mutate({ ...(held ? { held } : {}), ...(charge ? { charge } : {}), charge_kind })
        }}
      >
        {whole > 0n && (
          <Form.Item name="held" label={t('reconcile.split_held')}>
            <Input inputMode="decimal" />
          </Form.Item>
        )}
        <Form.Item name="charge" label={t('reconcile.split_charge')}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="charge_kind" label={t('reconcile.split_kind')}>
          <Select options={kinds.map((kind) => ({ value: kind, label: t(`reconcile.${kind}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
