'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'

/** What every change of the desk's settings does afterwards: all that shows them is read again. */
export function useDeskSaved(onDone?: () => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const again = () => queryClient.invalidateQueries(trpc.desk.pathFilter())
  return {
    onSuccess: async () => {
      await again()
      onDone?.()
    },
    // Somebody may have saved meanwhile: what is there now is shown beside what was typed.
    onError: again,
  }
}
