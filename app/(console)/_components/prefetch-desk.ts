import 'server-only'
import { getQueryClient, trpc, wished } from '@/app/_trpc/server'

/** Reads what useDesk() shows, so that a page begins with names and not with ids. */
export const prefetchDesk = (): Promise<void> =>
  wished(getQueryClient().fetchQuery(trpc.desk.config.queryOptions()))
