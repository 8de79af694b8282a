import { UserOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { useNavigate } from 'react-router'
import { call } from '../api/client'
import { useSession } from '../api/queries'
import { useProblemText } from '../ui/ProblemNotice'
import { useLink } from './branch'
import { usePhone } from './preferences'
import { useSpeech } from './texts'

export function AccountMenu() {
  const { t } = useSpeech()
  const link = useLink()
  const navigate = useNavigate()
  const client = useQueryClient()
  const phone = usePhone()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const user = useSession().data?.user
  const signOut = useMutation({
    mutationFn: () => call('/session', { method: 'DELETE' }),
    // What was read belongs to the one who signs out: the next one starts with nothing.
    onSuccess: () => {
      void navigate('/sign-in')
      client.clear()
    },
    onError: (problem) => message.error(problemText(problem)),
  })
  if (!user) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: t('account.title'), onClick: () => void navigate(link('/account')) },
          { type: 'divider' },
          { key: 'out', label: t('session.sign_out'), onClick: () => signOut.mutate() },
        ],
      }}
    >
      <Button
        type="text"
        className="account"
        icon={<UserOutlined />}
        aria-label={t('account.menu', { name: user.name })}
      >
        {phone ? null : user.name}
      </Button>
    </Dropdown>
  )
}
