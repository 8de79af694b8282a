export type Period = { from: string; to: string }
export type PresetName = 'week' | 'month' | 'year' | 'last_year' | 'days_30' | 'all'

export const presetNames: PresetName[] = ['week', 'days_30', 'month', 'year', 'last_year', 'all']

/** The first day the book can have. */
const beginning = '2000-01-01'

function shift(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The period a preset means, seen from `today`. */
export function presetPeriod(name: PresetName, today: string): Period {
  const year = Number(today.slice(0, 4))
  switch (name) {
    case 'week': {
      const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
      return { from: shift(today, -weekday), to: today }
    }
    case 'days_30':
      return { from: shift(today, -29), to: today }
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: today }
    case 'year':
      return { from: `${year}-01-01`, to: today }
    case 'last_year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
    case 'all':
      return { from: beginning, to: today }
  }
}

function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)
}

/** The period of the URL; the last thirty days where it says none or nonsense. */
export function urlPeriod(url: URLSearchParams, today: string): Period {
  const fallback = presetPeriod('days_30', today)
  const [from, to] = [url.get('from'), url.get('to')]
  const period = { from: isDay(from) ? from : fallback.from, to: isDay(to) ? to : fallback.to }
  return period.from <= period.to ? period : { from: period.to, to: period.from }
}

/** The preset a period is, if it is one. */
export function presetOf(period: Period, today: string): PresetName | null {
  return (
    presetNames.find((name) => {
      const preset = presetPeriod(name, today)
      return preset.from === period.from && preset.to === period.to
    }) ?? null
  )
}

/** Every day of the period, so that a day without gifts is a gap and not left out; null above `limit` days. */
export function daysOf(period: Period, limit: number): string[] | null {
  const days: string[] = []
  for (let day = period.from; day <= period.to; day = shift(day, 1)) {
    if (days.length === limit) return null
    days.push(day)
  }
  return days
}
