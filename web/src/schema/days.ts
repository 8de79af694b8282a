/** Days and instants as they are typed: year, month, day in this order, in either language. */

const two = (part: number) => String(part).padStart(2, '0')

function isoDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day))
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return real && year >= 1000 ? `${year}-${two(month)}-${two(day)}` : null
}

/** Full-width digits as ordinary ones, as a Chinese keyboard may write them. */
function plain(typed: string): string {
  return typed.normalize('NFKC').trim()
}

// The words for year, month and day behind their numbers.
const full = /^(\d{4})(?:[-/.]|\u5e74)(\d{1,2})(?:[-/.]|\u6708)(\d{1,2})\u65e5?$/
const packed = /^(\d{4})(\d{2})(\d{2})$/
const short = /^(\d{1,2})(?:[-/.]|\u6708)(\d{1,2})\u65e5?$/

/**
 * "2026-02-05" of what was typed: 2026-2-5, 2026/2/5, 2026.2.5, 2026年2月5日, 20260205, and without a year
 * 2-5 or 2月5日 in the year of `today`. Null when it is no day.
 */
export function parseDay(typed: string, today: string): string | null {
  const text = plain(typed)
  const whole = full.exec(text) ?? packed.exec(text)
  if (whole) return isoDay(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  const part = short.exec(text)
  return part ? isoDay(Number(today.slice(0, 4)), Number(part[1]), Number(part[2])) : null
}

/** "2026-02-05 16:30" of what was typed, the time as 16:30, 16：30 or 1630; null when it is no instant. */
export function parseInstant(typed: string, today: string): string | null {
  const parts = /^(.+?)[T\s]+(\d{1,2}):?(\d{2})$/.exec(plain(typed))
  const day = parts ? parseDay(parts[1] ?? '', today) : null
  const [hour, minute] = [Number(parts?.[2]), Number(parts?.[3])]
  return day !== null && hour < 24 && minute < 60 ? `${day} ${two(hour)}:${two(minute)}` : null
}
