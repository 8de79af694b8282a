import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { InputRef } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { Problem, call } from '../../api/client'
import { useSpeech } from '../../app/texts'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Lone } from './Lone'

type Credentials = { login: string; password: string; code?: string }

/** Only a path within the console: an address from elsewhere must not be followed after signing in. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}

function needsCode(error: unknown): boolean {
  return error instanceof Problem && error.reason === 'second_factor_required'
}

export function Component() {
  const { t } = useSpeech()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [parameters] = useSearchParams()
  const [askCode, setAskCode] = useState(false)
  const codeInput = useRef<InputRef>(null)
  const signIn = useMutation({
    mutationFn: (json: Credentials) => call('/session', { method: 'POST', json }),
    onSuccess: async () => {
      client.clear()
      await navigate(safeNext(parameters.get('next')), { replace: true })
    },
    onError: (error) => {
      if (needsCode(error)) setAskCode(true)
    },
  })
  useEffect(() => {
    if (askCode) codeInput.current?.focus()
  }, [askCode])
  const refused = signIn.error && !(needsCode(signIn.error) && !signIn.variables?.code)
  return (
    <Lone title={t('session.sign_in')}>
      {refused && <ProblemNotice problem={signIn.error} />}
      <Form<Credentials>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => signIn.mutate(values)}
      >
        <Form.Item
          name="login"
          label={t('session.login')}
          rules={[{ required: true, message: t('rule.required') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('session.password')}
          rules={[{ required: true, message: t('rule.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {askCode && (
          <Form.Item
            name="code"
            label={t('factor.code')}
            extra={t('factor.code_help')}
            rules={[{ pattern: /^\d{6}$/, required: true, message: t('factor.code_rule') }]}
          >
            <Input ref={codeInput} inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('session.sign_in')}
        </Button>
      </Form>
    </Lone>
  )
}
