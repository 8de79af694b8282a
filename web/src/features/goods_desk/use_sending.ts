import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { Problem, call, idempotencyKey } from '../../api/client'
import { useForgetRecords } from '../../api/queries'

type Answer = { id: string }
type Outcome = { done: (answer: Answer) => void; refused: (problem: unknown) => void }

/**
 * Sends the input of a command. After an answer that never came the next try of the same input has the
 * same key, so that nothing is entered twice.
 */
export function useSending(command: string, { done, refused }: Outcome) {
  const forget = useForgetRecords()
  const key = useRef(idempotencyKey())
  const busy = useRef(false)
  const mutation = useMutation({
    mutationFn: (json: Record<string, unknown>) =>
      call<Answer>(`/commands/${command}`, {
        method: 'POST',
        json,
        headers: { 'Idempotency-Key': key.current },
      }),
    onSuccess: async (answer) => {
      key.current = idempotencyKey()
      await forget()
      done(answer)
    },
    onError: (problem) => {
      if (!(problem instanceof Problem && problem.outcomeUnknown)) key.current = idempotencyKey()
      refused(problem)
    },
    onSettled: () => {
      busy.current = false
    },
  })
  const send = (json: Record<string, unknown>) => {
    // A second Enter arrives before the button is drawn as busy.
    if (busy.current) return
    busy.current = true
    mutation.mutate(json)
  }
  return { send, pending: mutation.isPending }
}
