'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'

/** After every change the list is read again, so that what others changed meanwhile is seen too. */
export function useClientsSaved<Answer>(onDone: (answer: Answer) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const again = () => queryClient.invalidateQueries(trpc.apiClients.pathFilter())
  return {
    onSuccess: async (answer: Answer) => {
      onDone(answer)
      await again()
    },
    onError: again,
  }
}
