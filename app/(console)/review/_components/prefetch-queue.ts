import 'server-only'
import type { SearchParams } from '@/app/_search/read-filter'
import { getQueryClient, trpc, wished } from '@/app/_trpc/server'
import { readQueueFilter } from './queue-filter'

/**
 * Reads the queue for the filters of this address. Each page of Review does it, because their shared layout does not
 * see the address; the plain queue it has read itself, and reading it twice costs nothing.
 */
export async function prefetchQueue(params: SearchParams): Promise<void> {
  const filter = readQueueFilter((name) => [params[name]].flat()[0])
  const options = trpc.cases.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  await wished(getQueryClient().fetchInfiniteQuery(options))
}
