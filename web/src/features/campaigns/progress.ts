import { parseAmount } from '../../app/amount'

/** How much of the target is reached, as "41%"; "" without a target. */
export function reached(amount: string, target: string): string {
  const goal = parseAmount(target)
  const given = parseAmount(amount)
  if (goal === null || given === null || goal <= 0n) return ''
  return `${(given < 0n ? 0n : given) * 100n / goal}%`
}
