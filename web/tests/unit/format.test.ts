import { describe, expect, it } from 'vitest'
import { instantOf, showInstant } from '../../src/schema/format'

describe('instants', () => {
  it('are shown on the clock of the society, whatever the computer is set to', () => {
    expect(showInstant('2026-02-05T16:00:00.000Z')).toBe('2026-02-06 00:00')
    expect(showInstant('2026-02-05T15:59:59.999Z')).toBe('2026-02-05 23:59')
    expect(showInstant('soon')).toBe('soon')
  })

  it('are the same again when what was shown is typed', () => {
    expect(instantOf('2026-02-06 00:00')).toBe('2026-02-05T16:00:00.000Z')
    expect(showInstant(instantOf('2026-12-31 23:59'))).toBe('2026-12-31 23:59')
  })
})
