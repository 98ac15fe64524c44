import { QueryClient } from '@tanstack/react-query'
import { isRefusal } from './refusal'

/** Settings of the query cache, the same on the server and in the browser. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Live updates say when something changed; between them what was read stays good.
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // A refusal stays a refusal; a lost connection may come back.
        retry: (failures, error) => !isRefusal(error) && failures < 2,
      },
    },
  })
}
