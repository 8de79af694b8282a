import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, QRCode } from 'antd'
import { call } from '../../api/client'
import { usePreferences } from '../../app/preferences_context'
import { useSpeech } from '../../app/texts'
import { Pill } from '../../ui/Pill'
import { ProblemNotice } from '../../ui/ProblemNotice'

type Offer = { secret: string; uri: string }
const path = '/session/second-factor'

function Confirm({ offer, done }: { offer: Offer; done: () => void }) {
  const { t } = useSpeech()
  const { theme } = usePreferences()
  const confirm = useMutation({
    mutationFn: (json: { code: string }) => call(path, { method: 'PUT', json }),
    onSuccess: done,
  })
  return (
    <>
      <p>{t('factor.scan')}</p>
      {/* Always dark on light: some scanners cannot read the reverse. */}
      <div className="qr" role="img" aria-label={t('factor.qr')} data-theme={theme}>
        <QRCode value={offer.uri} type="svg" color="#17303a" bgColor="#ffffff" bordered={false} />
      </div>
      <p>
        {t('factor.secret')} <code>{offer.secret}</code>
      </p>
      {confirm.error && <ProblemNotice problem={confirm.error} />}
      <Form layout="vertical" requiredMark={false} onFinish={confirm.mutate}>
        <Form.Item
          name="code"
          label={t('factor.code')}
          rules={[{ pattern: /^\d{6}$/, required: true, message: t('factor.code_rule') }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('factor.confirm')}
        </Button>
      </Form>
    </>
  )
}

function Remove({ done }: { done: () => void }) {
  const { t } = useSpeech()
  const remove = useMutation({
    mutationFn: (json: { password: string }) => call(path, { method: 'DELETE', json }),
    onSuccess: done,
  })
  return (
    <>
      {remove.error && <ProblemNotice problem={remove.error} />}
      <Form layout="vertical" requiredMark={false} onFinish={remove.mutate}>
        <Form.Item
          name="password"
          label={t('session.password')}
          rules={[{ required: true, message: t('rule.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button htmlType="submit" loading={remove.isPending}>
          {t('factor.remove')}
        </Button>
      </Form>
    </>
  )
}

/** Sets up and removes the second factor (a time-based code, RFC 6238). */
export function SecondFactor({ active }: { active: boolean }) {
  const { t } = useSpeech()
  const client = useQueryClient()
  const offer = useMutation({
    mutationFn: () => call<Offer>(path, { method: 'POST', json: {} }),
  })
  const done = () => {
    offer.reset()
    void client.invalidateQueries({ queryKey: ['session'] })
  }
  return (
    <section className="panel" aria-labelledby="second-factor">
      <h2 id="second-factor">{t('factor.title')}</h2>
      <p>
        <Pill tone={active ? 'good' : 'wait'}>{t(active ? 'factor.on' : 'factor.off')}</Pill>
      </p>
      <p>{t('factor.text')}</p>
      {offer.error && <ProblemNotice problem={offer.error} />}
      {active && <Remove done={done} />}
      {!active && offer.data && <Confirm offer={offer.data} done={done} />}
      {!active && !offer.data && (
        <Button type="primary" loading={offer.isPending} onClick={() => offer.mutate()}>
          {t('factor.set_up')}
        </Button>
      )}
    </section>
  )
}
