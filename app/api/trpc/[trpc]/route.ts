import { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isOwnOrigin } from '@/server/auth/request'
import { config } from '@/server/config'
import { DomainError } from '@/server/errors'
import { requestContext } from '@/server/trpc/context'
import { logError } from '@/server/trpc/log-error'
import { appRouter } from '@/server/trpc/root'

/** All procedures over HTTP. Queries and the live stream by GET, changes by POST from our own pages only. */
function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => {
      if (request.method !== 'GET' && !isOwnOrigin(request.headers, config().url)) {
        const cause = new DomainError('forbidden', 'foreign_origin')
        throw new TRPCError({ code: 'FORBIDDEN', message: 'foreign_origin', cause })
      }
      return requestContext(request.headers)
    },
    onError: logError,
    // `no-transform`: a compressed stream would be held back until a block is full.
    responseMeta: ({ type }) => ({
      headers: { 'cache-control': type === 'subscription' ? 'no-store, no-transform' : 'no-store' },
    }),
  })
}

export { handle as GET, handle as POST }
