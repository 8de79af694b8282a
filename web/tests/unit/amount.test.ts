import { describe, expect, it } from 'vitest'
import { capitalAmount, groupAmount, groupFen, parseAmount, wireAmount } from '../../src/app/amount'

describe('capitalAmount', () => {
  // The first five are the worked examples of the rule's own text.
  it.each([
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['107000.53', '壹拾万零柒仟元伍角叁分'],
    ['0', '零元整'],
    ['0.01', '壹分'],
    ['0.10', '壹角整'],
    ['0.11', '壹角壹分'],
    ['1', '壹元整'],
    ['10', '壹拾元整'],
    ['10000', '壹万元整'],
    ['10001', '壹万零壹元整'],
    ['100010', '壹拾万零壹拾元整'],
    ['1001000', '壹佰万零壹仟元整'],
    ['20305000', '贰仟零叁拾万零伍仟元整'],
    ['100000000', '壹亿元整'],
    ['100000001', '壹亿零壹元整'],
    ['100010000', '壹亿零壹万元整'],
    ['1100010001.01', '壹拾壹亿零壹万零壹元零壹分'],
    ['1000000000000', '壹万亿元整'],
    ['1234567890123.45', '壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分'],
    ['1000000010000', '壹万亿零壹万元整'],
  ])('writes %s as %s', (wire, written) => {
    expect(capitalAmount(parseAmount(wire) ?? -1n)).toBe(written)
  })
})

describe('parseAmount', () => {
  it.each([
    ['1,234.5', 123450n],
    ['１２３４．５０', 123450n],
    ['12。5', 1250n],
    ['¥ 100 元', 10000n],
    ['.05', 5n],
    ['7.', 700n],
    ['90071992547409.93', 9007199254740993n],
  ])('reads %s', (typed, fen) => expect(parseAmount(typed)).toBe(fen))

  it.each(['', '.', 'abc', '-5', '1.234', '1e3', '1万', '12345678901234567'])('refuses "%s"', (typed) =>
    expect(parseAmount(typed)).toBeNull(),
  )
})

describe('writing amounts', () => {
  it('groups thousands and keeps both decimals', () => {
    expect(groupAmount('1234567.5')).toBe('1,234,567.50')
    expect(groupAmount('-1234.50')).toBe('-1,234.50')
    expect(groupFen(123456789)).toBe('1,234,567.89')
    expect(wireAmount(-5n)).toBe('-0.05')
  })
})
