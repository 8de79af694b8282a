import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

export type RecentGift = {
  id: string
  receipt: string
  donor: string
  amount: string
  day: string
}

const queryKey = ['desk', 'recent']
const recentMax = 50

/** The gifts taken at this desk since signing in. In memory only: they carry names. */
export function useRecentGifts() {
  const client = useQueryClient()
  const { data } = useQuery<RecentGift[]>({
    queryKey,
    queryFn: () => [],
    staleTime: Infinity,
    gcTime: Infinity,
  })
  const change = useCallback(
    (make: (before: RecentGift[]) => RecentGift[]) =>
      client.setQueryData<RecentGift[]>(queryKey, (before) => make(before ?? []).slice(0, recentMax)),
    [client],
  )
  return { gifts: data ?? [], change }
}
