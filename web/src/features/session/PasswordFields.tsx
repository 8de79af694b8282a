import { Form, Input } from 'antd'
import { useSpeech } from '../../app/texts'
import { passwordFault, passwordLengthMin } from './password_rules'

/** The new password, twice. `login` is the sign-in name, which the password may not contain. */
export function PasswordFields({ login }: { login: string | undefined }) {
  const { t } = useSpeech()
  return (
    <>
      <Form.Item
        name="password"
        label={t('password.new')}
        extra={t('password.help', { n: passwordLengthMin })}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: t('rule.required') },
          ({ getFieldValue }) => ({
            validator: (_, value: string | undefined) => {
              const name = login ?? (getFieldValue('login') as string | undefined) ?? ''
              const fault = value ? passwordFault(value, name) : null
              return fault ? Promise.reject(new Error(t(fault, { n: passwordLengthMin }))) : Promise.resolve()
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['password']}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: t('rule.required') },
          ({ getFieldValue }) => ({
            validator: (_, value: string | undefined) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.differ'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
