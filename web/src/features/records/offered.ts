import type { Command, Condition, Field, Meta, RecordType, Row, Value, Values } from '../../api/types'

function word(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

function holds({ field, values }: Condition, row: Row): boolean {
  return values.includes(word(row[field]))
}

/** The commands that can be run on this record as it stands now. */
export function commandsOn(meta: Meta, record: RecordType, row: Row): Command[] {
  return meta.commands.filter(
    ({ about, when = [] }) => about === record.name && when.every((condition) => holds(condition, row)),
  )
}

/** Of these, those that somebody else than this user must run: who made a record does not approve it. */
export function forSomebodyElse<Step extends { four_eyes?: boolean }>(
  steps: Step[],
  row: { created_by?: string },
  user: string | undefined,
): Step[] {
  return steps.filter(({ four_eyes: another }) => another === true && row.created_by === user)
}

/** The commands that make records of this type. */
export function commandsMaking(meta: Meta, record: RecordType): Command[] {
  return meta.commands.filter(({ makes }) => makes === record.name)
}

/** The field of a command that names the record it is about; a branch's own commands have none. */
export function fieldAbout(command: Command): Field | undefined {
  return command.fields.find((field) => field.reference !== undefined && field.reference === command.about)
}

function isMasked(field: Field): boolean {
  return field.privacy === 'personal' || field.privacy === 'sensitive'
}

/** What a command's form starts from: what the record says already, and today for a day. */
export function startingValues(command: Command, row: Row, today: string): Values {
  const entries = command.fields.flatMap((field): [string, Value][] => {
    if (field.kind === 'day' && field.required) return [[field.name, today]]
    const value = row[field.name]
    return value === undefined || isMasked(field) ? [] : [[field.name, value]]
  })
  return Object.fromEntries(entries)
}
