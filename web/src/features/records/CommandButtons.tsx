import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { Command, Values } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { CommandDialog } from './CommandDialog'

/** More commands than this are put into a menu. */
const buttonsMax = 2

const nothing: Values = {}

type CommandButtonsProps = { commands: Command[]; given?: Values; done?: () => void }

/** A button for each command, opening its dialog. */
export function CommandButtons({ commands, given = nothing, done }: CommandButtonsProps) {
  const { t, say } = useSpeech()
  const [open, setOpen] = useState<Command | null>(null)
  const find = (name: string) => commands.find((command) => command.name === name) ?? null
  return (
    <>
      {commands.length <= buttonsMax ? (
        commands.map((command) => (
          <Button key={command.name} aria-haspopup="dialog" onClick={() => setOpen(command)}>
            {say(command.title)}
          </Button>
        ))
      ) : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: commands.map((command) => ({ key: command.name, label: say(command.title) })),
            onClick: ({ key }) => setOpen(find(key)),
          }}
        >
          <Button>{t('command.more')} ▾</Button>
        </Dropdown>
      )}
      {open && <CommandDialog command={open} given={given} done={done} close={() => setOpen(null)} />}
    </>
  )
}
