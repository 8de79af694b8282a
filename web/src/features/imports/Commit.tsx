import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Radio } from 'antd'
import { call } from '../../api/client'
import type { Plan } from '../../api/types'
import { groupAmount, groupCount } from '../../app/amount'
import { useSpeech } from '../../app/texts'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { asksReason } from '../records/reason_field'
import { toBook, undecided, wireDecisions } from './doubts'
import type { Decisions, DoubtRule } from './doubts'
import { totalAgrees } from './plan_state'

type Decision = { mode: 'all' | 'good_rows'; allow_total_difference?: boolean; reason?: string }

type CommitProps = { plan: Plan; rule: DoubtRule; decisions: Decisions }

/** The officer's decision and the button that books the batch. */
export function Commit({ plan, rule, decisions }: CommitProps) {
  const { t } = useSpeech()
  const client = useQueryClient()
  const commit = useMutation({
    mutationFn: (decision: Decision) =>
      call(`/imports/${plan.id}/commit`, {
        method: 'POST',
        json: {
          ...decision,
          allow_total_difference: decision.allow_total_difference ?? false,
          doubtful: rule,
          decisions: wireDecisions(decisions),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  const differs = totalAgrees(plan) === false
  const booked = toBook(plan, rule, decisions)
  const open = undecided(plan, rule, decisions)
  // Doubtful rows that are taken may lie outside too; then the server asks.
  const needsReason = plan.outside_campaign > 0 || asksReason(commit.error)
  return (
    <section className="panel" aria-labelledby="commit">
      <h2 id="commit">{t('import.commit_title')}</h2>
      {commit.error && <ProblemNotice problem={commit.error} />}
      <Form<Decision>
        layout="vertical"
        requiredMark={false}
        initialValues={{ mode: 'all' }}
        onFinish={(decision) => {
          if (!commit.isPending) commit.mutate(decision)
        }}
      >
        <Form.Item name="mode" label={t('import.mode')} hidden={plan.refused === 0}>
          <Radio.Group
            className="stacked"
            aria-label={t('import.mode')}
            options={[
              { value: 'all', label: t('import.mode_all') },
              { value: 'good_rows', label: t('import.mode_good', { n: groupCount(plan.refused) }) },
            ]}
          />
        </Form.Item>
        {differs && (
          <Form.Item
            name="allow_total_difference"
            valuePropName="checked"
            rules={[
              {
                validator: (_, value: boolean | undefined) =>
                  value ? Promise.resolve() : Promise.reject(new Error(t('import.difference_rule'))),
              },
            ]}
          >
            <Checkbox>{t('import.difference')}</Checkbox>
          </Form.Item>
        )}
        {needsReason && (
          <Form.Item
            name="reason"
            label={t('reason.label')}
            extra={
              plan.outside_campaign > 0 && t('import.outside', { n: groupCount(plan.outside_campaign) })
            }
            rules={[{ required: true, whitespace: true, message: t('reason.missing') }]}
          >
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
        )}
        {open > 0 && <p className="quiet">{t('import.undecided', { n: groupCount(open) })}</p>}
        <Button type="primary" size="large" htmlType="submit" loading={commit.isPending} disabled={open > 0}>
          {t('import.commit', { n: groupCount(booked.rows), sum: groupAmount(booked.sum) })}
        </Button>
      </Form>
    </section>
  )
}
