import { expect, it } from 'vitest'
import { behindKey, behindTotal } from '../../src/features/dashboard/behind'
import { commandsMaking, commandsOn, fieldAbout, forSomebodyElse, startingValues } from '../../src/features/records/offered'
import type { Command, Field, Meta, RecordType, Row } from '../../src/api/types'

const text = { zh: '一', en: 'one' }

function field(name: string, more: Partial<Field> = {}): Field {
  return {
    name,
    kind: 'text',
    label: text,
    help: null,
    required: false,
    read_only: false,
    privacy: 'internal',
    list: true,
    filter: true,
    multiline: false,
    ...more,
  }
}

const gift: RecordType = {
  name: 'giving.gift',
  module: 'giving',
  title: text,
  label_field: null,
  state_field: null,
  actions: ['list'],
  fields: [field('purpose', { kind: 'reference', reference: 'giving.purpose' }), field('day', { kind: 'day' })],
  transitions: [],
}

const refund: Command = {
  name: 'giving.refund_gift',
  module: 'giving',
  title: text,
  needs_reason: true,
  about: 'giving.gift',
  when: [
    { field: 'state', values: ['recorded'] },
    { field: 'donor_person', values: [''] },
  ],
  makes: null,
  fields: [
    field('gift', { kind: 'reference', reference: 'giving.gift', required: true }),
    field('amount', { kind: 'amount' }),
    field('day', { kind: 'day', required: true }),
    field('donor_name', { privacy: 'personal' }),
  ],
}

const meta: Meta = { records: [gift], commands: [refund], modules: [], figures: [] }

function row(more: Partial<Row>): Row {
  return { id: 'A', branch: 'B', version: 1, created_at: '', updated_at: '', state: 'recorded', donor_person: null, ...more } as Row
}

it('offers_a_command_only_while_all_its_conditions_hold', () => {
  expect(commandsOn(meta, gift, row({}))).toEqual([refund])
  expect(commandsOn(meta, gift, row({ state: 'refunded' }))).toEqual([])
  expect(commandsOn(meta, gift, row({ donor_person: 'P' }))).toEqual([])
  expect(commandsMaking(meta, gift)).toEqual([])
})

it('keeps_a_second_persons_command_from_whoever_made_the_record', () => {
  const approve = { ...refund, four_eyes: true }
  const made = row({ created_by: 'chao' })
  expect(forSomebodyElse([approve, refund], made, 'chao')).toEqual([approve])
  expect(forSomebodyElse([approve, refund], made, 'hai')).toEqual([])
})

it('starts_a_command_from_the_record_but_never_from_masked_values', () => {
  expect(fieldAbout(refund)?.name).toBe('gift')
  const values = startingValues(refund, row({ amount: '5.00', day: '2020-01-01', donor_name: '林*' }), '2026-11-25')
  expect(values).toEqual({ amount: '5.00', day: '2026-11-25' })
})

it('leads_from_a_figure_to_exactly_the_rows_it_counts', () => {
  const asked = { from: '2026-01-01', to: '2026-01-31', subtree: '1' }
  const days = { 'day.min': '2026-01-01', 'day.max': '2026-01-31' }
  expect(behindTotal(gift, asked)).toEqual(days)
  expect(behindTotal(gift, { ...asked, subtree: '' })).toEqual({ ...days, own: '1' })
  expect(behindKey(gift, 'branch', '320706', asked)).toEqual({ ...days, branch: '320706', own: '1' })
  expect(behindKey(gift, 'purpose', '0HZ3K5M7N9P1Q', asked)).toEqual({ ...days, purpose: '0HZ3K5M7N9P1Q' })
  expect(behindKey(gift, 'purpose', 'unrestricted', asked)).toEqual({ ...days, purpose: 'none' })
  const payment = { ...gift, fields: [field('paid_on', { kind: 'day' })] }
  expect(behindTotal(payment, { ...asked, subtree: '1' })).toEqual({
    'paid_on.min': '2026-01-01',
    'paid_on.max': '2026-01-31',
  })
  expect(behindKey(gift, 'day', '2026-01-05', asked)).toEqual({ 'day.min': '2026-01-05', 'day.max': '2026-01-05' })
})
