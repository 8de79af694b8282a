import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api/client'
import { useSpeech } from '../../app/texts'
import { useProblemToForm } from '../../schema/FieldItem'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Lone } from './Lone'
import { PasswordFields } from './PasswordFields'

type Newcomer = { name: string; login: string; password: string; again: string }

const fields = [{ name: 'name' }, { name: 'login' }, { name: 'password' }]

/** The first sign-in, by the one-time link that carries its token behind the #, out of every log. */
export function Component() {
  const { t } = useSpeech()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [form] = Form.useForm()
  const toForm = useProblemToForm()
  const [token] = useState(() => location.hash.slice(1))
  const [problem, setProblem] = useState<unknown>(null)
  useEffect(() => {
    // Out of the address bar and the history as well.
    if (token !== '') history.replaceState(history.state, '', location.pathname)
  }, [token])
  const start = useMutation({
    mutationFn: ({ name, login, password }: Newcomer) =>
      call('/session/first', { method: 'POST', json: { token, login, name, password } }),
    onSuccess: async () => {
      client.clear()
      await navigate('/', { replace: true })
    },
    onError: (error) => setProblem(toForm(form, fields, error)),
  })
  if (token === '') {
    return (
      <Lone title={t('welcome.title')}>
        <Alert type="warning" showIcon title={t('welcome.no_token')} />
        <p>
          <Button type="primary" onClick={() => void navigate('/sign-in')}>
            {t('session.sign_in')}
          </Button>
        </p>
      </Lone>
    )
  }
  return (
    <Lone title={t('welcome.title')}>
      <p>{t('welcome.text')}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Form<Newcomer>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => {
          setProblem(null)
          start.mutate(values)
        }}
      >
        <Form.Item
          name="name"
          label={t('welcome.name')}
          rules={[{ required: true, whitespace: true, message: t('rule.required') }]}
        >
          <Input autoComplete="name" autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('session.login')}
          rules={[{ required: true, whitespace: true, message: t('rule.required') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" maxLength={100} />
        </Form.Item>
        <PasswordFields login={undefined} />
        <Button type="primary" htmlType="submit" block loading={start.isPending}>
          {t('welcome.start')}
        </Button>
      </Form>
    </Lone>
  )
}
