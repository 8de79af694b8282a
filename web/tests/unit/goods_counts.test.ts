import { expect, test } from 'vitest'
import { countOf, faultOf, needsValue, untyped } from '../../src/features/goods_desk/goods_counts'
import type { LineToCount } from '../../src/features/goods_desk/goods_counts'

const masks: LineToCount = {
  id: 'm',
  item: '口罩',
  specification: '',
  quantity: 30,
  unit: '箱',
  counted: null,
  value: '',
  expires_on: '',
}
const tents: LineToCount = { ...masks, id: 't', item: '帐篷', quantity: 10, unit: '顶', value: '3000.00' }
const gift = {
  id: 'g',
  branch: '320700',
  version: 4,
  day: '2026-11-30',
  donor: '',
  reference: '',
  makers: [],
  lines: [masks, tents],
}

test('a line with a value asks for it again when it differs from the list, unless nothing came', () => {
  expect(needsValue(tents, { counted: '9', value: '' })).toBe(true)
  expect(needsValue(tents, { counted: '10', value: '' })).toBe(false)
  expect(needsValue(tents, { counted: '0', value: '' })).toBe(false)
  expect(needsValue(masks, { counted: '9', value: '' })).toBe(false)
  expect(faultOf(tents, { counted: '9', value: ' ' })).toBe('value')
  expect(faultOf(tents, { counted: '9', value: '2700' })).toBe(null)
})

test('what is no whole number is not sent', () => {
  for (const counted of ['约30', '3.5', '-1', '12345678901']) {
    expect(faultOf(masks, { counted, value: '' })).toBe('number')
  }
  expect(faultOf(masks, untyped)).toBe(null)
})

test('the server is told the version and the lines that were typed, and a value only where it is asked', () => {
  expect(countOf(gift, {})).toEqual({ gift: 'g', version: 4, lines: [] })
  expect(countOf(gift, { m: { counted: '29', value: '5' }, t: { counted: '9', value: '2700' } })).toEqual({
    gift: 'g',
    version: 4,
    lines: [
      { line: 'm', counted: 29 },
      { line: 't', counted: 9, value: '2700' },
    ],
  })
})
