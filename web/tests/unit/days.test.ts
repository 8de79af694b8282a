import { describe, expect, it } from 'vitest'
import { parseDay, parseInstant } from '../../src/schema/days'

const today = '2026-11-25'

describe('parseDay', () => {
  it('reads_a_day_in_any_usual_way', () => {
    const ways = ['2026-02-05', '2026-2-5', '2026/2/5', '2026.02.05', '20260205', '2026年2月5日', '２０２６－０２－０５']
    for (const way of ways) expect(parseDay(way, today)).toBe('2026-02-05')
  })
  it('takes_this_year_when_none_is_typed', () => {
    expect(parseDay('2-5', today)).toBe('2026-02-05')
    expect(parseDay('2月5日', today)).toBe('2026-02-05')
  })
  it('refuses_what_is_no_day', () => {
    for (const text of ['', '2026-02-30', '2026-13-01', '05/02/2026', '0999-01-01', 'soon']) {
      expect(parseDay(text, today)).toBeNull()
    }
  })
})

describe('parseInstant', () => {
  it('reads_a_day_and_a_time', () => {
    expect(parseInstant('2026-2-5 9:05', today)).toBe('2026-02-05 09:05')
    expect(parseInstant('20260205 1630', today)).toBe('2026-02-05 16:30')
    expect(parseInstant('2026-02-05T16:30', today)).toBe('2026-02-05 16:30')
  })
  it('refuses_a_day_without_a_time_and_times_that_do_not_exist', () => {
    for (const text of ['2026-02-05', '2026-02-05 24:00', '2026-02-05 12:60']) {
      expect(parseInstant(text, today)).toBeNull()
    }
  })
})
