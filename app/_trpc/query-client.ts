import { QueryClient } from '@tanstack/react-query'
import { isRefusal } from './refusal'

const inBrowser = typeof window !== 'undefined'

/** Settings of the query cache, the same on the server and in the browser. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Live updates say when something changed; between them what was read stays good.
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // A refusal stays a refusal; a lost connection may come back. A page being rendered does not wait for it.
        retry: (failures, error) => inBrowser && !isRefusal(error) && failures < 2,
      },
    },
  })
}
