import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api/client'
import { useSession } from '../../api/queries'
import { useSpeech } from '../../app/texts'
import { useProblemToForm } from '../../schema/FieldItem'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { PasswordFields } from './PasswordFields'
import { SecondFactor } from './SecondFactor'

type Change = { old: string; password: string; again: string }

function ChangePassword({ login }: { login: string }) {
  const { t } = useSpeech()
  const { message } = App.useApp()
  const [form] = Form.useForm()
  const toForm = useProblemToForm()
  const [problem, setProblem] = useState<unknown>(null)
  const change = useMutation({
    mutationFn: ({ old, password }: Change) =>
      call('/session/password', { method: 'POST', json: { old, new: password } }),
    onSuccess: () => {
      form.resetFields()
      void message.success(t('password.changed'))
    },
    onError: (error) => setProblem(toForm(form, [{ name: 'old' }], error)),
  })
  return (
    <section className="panel" aria-labelledby="change-password">
      <h2 id="change-password">{t('password.change')}</h2>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Form<Change>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => {
          setProblem(null)
          change.mutate(values)
        }}
      >
        <input type="text" hidden readOnly autoComplete="username" value={login} />
        <Form.Item
          name="old"
          label={t('password.old')}
          rules={[{ required: true, message: t('rule.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <PasswordFields login={login} />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('password.change')}
        </Button>
      </Form>
    </section>
  )
}

export function Component() {
  const { t } = useSpeech()
  const session = useSession().data
  if (!session) return null
  return (
    <Page title={t('account.title')}>
      <p>
        {session.user.name} <span className="quiet">({session.user.login})</span>
      </p>
      <div className="columns">
        <ChangePassword login={session.user.login} />
        <SecondFactor active={session.second_factor} />
      </div>
    </Page>
  )
}
