import { PlusOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import { useMetaOf } from '../../api/queries'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'
import { CommandButtons } from '../records/CommandButtons'
import { Funds } from './Funds'
import { Transit } from './Transit'
import { Waiting } from './Waiting'

/** Requests have pages of their own, where the free amount and the papers are. */
const requests = new Set(['spending.request_payment', 'spending.request_allocation'])
const others = new Set(['spending.take_fee', 'spending.settle_channel', 'spending.close_month'])

/** All that waits, lies or is on its way in the branch and those below it. */
export function Component() {
  const { t, say } = useSpeech()
  const link = useLink()
  const { branch } = useBranch()
  const { commands } = useMetaOf(branch?.code)
  return (
    <Page
      title={t('spending.title')}
      actions={
        <>
          {commands
            .filter(({ name }) => requests.has(name))
            .toReversed()
            .map((command) => (
              <Link
                key={command.name}
                className="primary-link"
                to={link(`/spending/${command.name.split('.').pop()}`)}
              >
                <PlusOutlined aria-hidden /> {say(command.title)}
              </Link>
            ))}
          <CommandButtons commands={commands.filter(({ name }) => others.has(name))} />
        </>
      }
    >
      <div className="dashboard">
        <Waiting />
        <Transit />
        <Funds />
      </div>
    </Page>
  )
}
