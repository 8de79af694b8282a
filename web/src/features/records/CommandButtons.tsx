import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { Command, Values } from '../../api/types'
import { useSpeech } from '../../app/texts'
import { CommandDialog } from './CommandDialog'

/** More commands than this are put into a menu. */
const buttonsMax = 2

/** What a command's dialog knows already, and where it is run. */
export type CommandStart = { given: Values; initial?: Values; place?: string }

const nothing: CommandStart = { given: {} }
const fromNothing = () => nothing

type CommandButtonsProps = { commands: Command[]; start?: (command: Command) => CommandStart }

/** A button for each command, opening its dialog. */
export function CommandButtons({ commands, start = fromNothing }: CommandButtonsProps) {
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
      {open && <CommandDialog command={open} {...start(open)} close={() => setOpen(null)} />}
    </>
  )
}
