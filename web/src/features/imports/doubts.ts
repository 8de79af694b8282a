import { parseAmount, wireAmount } from '../../app/amount'
import type { Doubt, Plan } from '../../api/types'

export type Word = 'take' | 'skip'
/** What becomes of doubtful rows without a decision of their own. */
export type DoubtRule = Word | 'decide'
/** The officer's word on single rows, with the row itself. */
export type Decisions = ReadonlyMap<string, { doubt: Doubt; word: Word }>

/** Tells the doubtful rows of one file apart. */
export const keyOf = ({ sheet, row, column }: Doubt) => `${sheet}!${column}${row}`

/** The word on a row; null when the rule asks for one and there is none yet. */
export function wordOn(doubt: Doubt, rule: DoubtRule, decisions: Decisions): Word | null {
  return decisions.get(keyOf(doubt))?.word ?? (rule === 'decide' ? null : rule)
}

/** The decisions with one more. */
export function decided(decisions: Decisions, doubt: Doubt, word: Word): Decisions {
  return new Map(decisions).set(keyOf(doubt), { doubt, word })
}

/** The decisions as the API takes them. */
export function wireDecisions(decisions: Decisions) {
  return [...decisions.values()].map(({ doubt, word }) => ({
    sheet: doubt.sheet,
    row: doubt.row,
    column: doubt.column,
    decision: word,
  }))
}

/** How many doubtful rows still ask for a word. */
export function undecided(plan: Plan, rule: DoubtRule, decisions: Decisions): number {
  return rule === 'decide' ? plan.doubtful - decisions.size : 0
}

/** What would be booked: the good rows and the doubtful ones that are taken. */
export function toBook(plan: Plan, rule: DoubtRule, decisions: Decisions) {
  const fen = (amount: string) => parseAmount(amount) ?? 0n
  let rows = plan.accepted + (rule === 'take' ? plan.doubtful : 0)
  let sum = fen(plan.accepted_sum) + (rule === 'take' ? fen(plan.doubtful_sum) : 0n)
  for (const { doubt, word } of decisions.values()) {
    if (word === 'take' && rule !== 'take') {
      rows += 1
      sum += fen(doubt.amount)
    }
    if (word === 'skip' && rule === 'take') {
      rows -= 1
      sum -= fen(doubt.amount)
    }
  }
  return { rows, sum: wireAmount(sum) }
}
