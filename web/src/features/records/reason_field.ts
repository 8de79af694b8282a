import { Problem } from '../../api/client'
import type { Field } from '../../api/types'
import texts from '../../../texts.json'

/** The reason a command or a step may demand, in the shape of any other field. */
export const reasonField: Field = {
  name: 'reason',
  kind: 'text',
  label: texts['reason.label'],
  help: texts['reason.help'],
  required: true,
  read_only: false,
  privacy: 'internal',
  list: false,
  filter: false,
  multiline: true,
  max_length: 500,
}

/** Whether it was refused for want of a reason: the server alone knows when one is needed. */
export function asksReason(problem: unknown): boolean {
  return problem instanceof Problem && problem.errors.some(({ field }) => field === reasonField.name)
}
