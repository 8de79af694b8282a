/** The shapes of docs/formats/api.md, as far as the console uses them. */

export type Text = { zh: string; en: string }
export type Value = string | number | boolean | null
export type Values = Record<string, Value>

export type Branch = { id: string; code: string; name: Text; parent: string | null; level: string }

export type Session = {
  user: { id: string; login: string; name: string }
  capabilities: string[]
  roles: string[]
  branches: Branch[]
  second_factor: boolean
  expires_at: string
}

export type Kind =
  | 'text'
  | 'integer'
  | 'amount'
  | 'hours'
  | 'day'
  | 'instant'
  | 'choice'
  | 'flag'
  | 'reference'

export type Tone = 'good' | 'wait' | 'bad' | 'quiet'
export type Choice = { value: string; label: Text; tone?: Tone }

export type Field = {
  name: string
  kind: Kind
  label: Text
  help: Text | null
  required: boolean
  read_only: boolean
  privacy: 'public' | 'internal' | 'personal' | 'sensitive'
  list: boolean
  filter: boolean
  sort?: boolean
  multiline: boolean
  secret?: boolean
  max_length?: number
  min?: string | number
  max?: string | number
  choices?: Choice[]
  reference?: string
  /** The record referred to must stand in the same branch. */
  own_branch?: boolean
}

export type Transition = {
  name: string
  title: Text
  from: string[]
  to: string
  needs_reason: boolean
  four_eyes: boolean
}

export type Action = 'list' | 'read' | 'create' | 'update' | 'export' | 'history' | 'reveal'

export type RecordType = {
  name: string
  module: string
  title: Text
  label_field: string | null
  state_field: string | null
  actions: Action[]
  fields: Field[]
  transitions: Transition[]
}

/** A field of the record a command is about has one of these values; "" is nothing. */
export type Condition = { field: string; values: string[] }

export type Command = {
  name: string
  module: string
  title: Text
  needs_reason: boolean
  /** Refuses whoever made the record it is about. */
  four_eyes?: boolean
  /** The record type on whose pages the command stands while all of `when` hold. */
  about: string | null
  when?: Condition[]
  /** The record type above whose list the command stands. */
  makes: string | null
  fields: Field[]
  /** What the answer shows once: plain text, or the token of a one-time link. */
  results?: { name: string; label: Text; kind: 'text' | 'link' }[]
}

export type FigureType = {
  name: string
  title: Text
  unit: 'fen' | 'count' | 'minutes'
  by: string[]
  record?: string
}

export type Meta = {
  records: RecordType[]
  commands: Command[]
  modules: { name: string; title: Text }[]
  figures: FigureType[]
}

/** `label` is what stands for the record, such as a receipt's printed number; "" when it has none. */
export type Row = Values & {
  id: string
  branch: string
  version: number
  created_at: string
  /** The user who made it. */
  created_by?: string
  updated_at: string
  label?: string
}
export type Page = {
  rows: Row[]
  next: string | null
  /** So many rows were looked through for a text, and `next` goes on with those after them. */
  searched?: number
}

/** One field's change; a record referred to has its label beside its id. */
export type Change = {
  field: string
  from?: Value
  to?: Value
  from_label?: string
  to_label?: string
  redacted?: boolean
}

export type HistoryEntry = {
  at: string
  by: string
  by_name: string
  action: string
  /** What the action is called, where it is one of the record's own. */
  title?: Text
  reason?: string
  /** Of a personal value only that it was changed is kept: `redacted`, without the values. */
  changes: Change[]
}

export type Figure = {
  figure: string
  unit: FigureType['unit']
  from: string
  to: string
  total: number
  rows: { key: string; label: Text | string; value: number }[]
}

export type Totals = {
  amount: string
  gifts: number
  today_amount: string
  today_gifts: number
}

export type ImportState = 'planned' | 'running' | 'committed' | 'undone' | 'refused'

export type Sheet = {
  index: number
  name: string
  title: string
  day: string | null
  header_row: number
  columns: { index: number; header: string; field: string | null }[]
  sample: string[][]
  rows: number
  sum: string
  stated_rows: number | null
  stated_sum: string | null
  footers: { row: number; text: string }[]
}

export type Plan = {
  id: string
  file: string
  state: ImportState
  /** Its id. */
  branch: string
  /** The id of the user who sent the file. */
  created_by: string
  same_file: { import: string; at: string } | null
  profile: { id: string; name: string } | null
  channel: string | null
  campaign: string | null
  day: string | null
  sheets: Sheet[]
  fields: { name: string; label: Text; required: boolean }[]
  rows: number
  accepted: number
  refused: number
  duplicates: number
  doubtful: number
  /** Of the accepted rows those outside the days of the campaign, for which a reason is needed. */
  outside_campaign: number
  sum: string
  stated_sum: string | null
  /** Totals the file states of other columns, those of matches, that their rows do not come to. */
  differences: { sheet: string; column: string; field: string; stated: string; counted: string }[]
  accepted_sum: string
  doubtful_sum: string
  /** Why the booking was refused as a whole. */
  failure?: Text
  warnings: Text[]
  errors: { sheet: string; row: number; column: string; reason: Text }[]
  doubts: Doubt[]
}

/** A row that looks like a gift in the book. `column` is that of its amount. */
export type Doubt = {
  sheet: string
  row: number
  column: string
  donor_name: string
  amount: string
  day: string | null
  reason: Text
  existing: string
  decision: 'take' | 'skip' | null
}

export type ImportSummary = {
  id: string
  file: string
  state: ImportState
  at: string
  by_name: string
  accepted: number
  sum: string
}

export type ProblemBody = {
  title: string
  status: number
  code: string
  detail: Text
  reason?: string
  errors?: { field: string; message: Text }[]
}
