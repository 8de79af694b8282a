import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Radio } from 'antd'
import { call } from '../../api/client'
import type { Plan } from '../../api/types'
import { groupAmount, groupCount } from '../../app/amount'
import { useSpeech } from '../../app/texts'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { totalAgrees } from './plan_state'

type Decision = { mode: 'all' | 'good_rows'; doubtful: 'skip' | 'keep'; allow_total_difference?: boolean }

/** The officer's decision and the button that books the batch. */
export function Commit({ plan }: { plan: Plan }) {
  const { t } = useSpeech()
  const client = useQueryClient()
  const commit = useMutation({
    mutationFn: (decision: Decision) =>
      call(`/imports/${plan.id}/commit`, {
        method: 'POST',
        json: { ...decision, allow_total_difference: decision.allow_total_difference ?? false },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  const differs = totalAgrees(plan) === false
  return (
    <section className="panel" aria-labelledby="commit">
      <h2 id="commit">{t('import.commit_title')}</h2>
      {commit.error && <ProblemNotice problem={commit.error} />}
      <Form<Decision>
        layout="vertical"
        requiredMark={false}
        initialValues={{ mode: 'all', doubtful: 'skip' }}
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
        <Form.Item name="doubtful" label={t('import.doubtful_label')} hidden={plan.doubtful === 0}>
          <Radio.Group
            className="stacked"
            aria-label={t('import.doubtful_label')}
            options={[
              { value: 'skip', label: t('import.doubtful_skip') },
              { value: 'keep', label: t('import.doubtful_keep') },
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
        <Button type="primary" size="large" htmlType="submit" loading={commit.isPending}>
          {t('import.commit', { n: groupCount(plan.accepted), sum: groupAmount(plan.sum) })}
        </Button>
      </Form>
    </section>
  )
}
