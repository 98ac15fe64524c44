import { initTRPC, TRPCError } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { StaffActor } from '@/server/auth/actor'
import { may, type Permission } from '@/server/auth/permissions'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { problemOf, statusOf, trpcCodeOf } from '@/server/trpc/problem'
import { unstorableField } from '@/server/trpc/storable-input'

/** What every procedure is called with. `requestId` appears in log lines, audit rows and error messages. */
export type Context = { actor: StaffActor | null; requestId: string; env: Env }

/** What every procedure declares; a test walks the router and fails for one without a permission. */
export type Meta = { permission: Permission }

/** Browsers reconnect when nothing was heard for twice this time, ms. */
const PING_MS = 15_000

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    // Never a stack trace, in development neither: the log has it.
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: 2 * PING_MS },
    },
    // The one place where an error becomes what a browser reads.
    errorFormatter({ shape, error, ctx }) {
      const problem = problemOf(error)
      const { reason, field, facts } = problem
      const code = trpcCodeOf(problem)
      return {
        message: reason,
        // The live stream's client reconnects or gives up by this number.
        code: TRPC_ERROR_CODES_BY_KEY[code],
        data: {
          code,
          httpStatus: statusOf(problem),
          path: shape.data.path,
          reason,
          field,
          facts,
          requestId: ctx?.requestId ?? '',
        },
      }
    },
  })

export const router = t.router
export const mergeRouters = t.mergeRouters
export const createCallerFactory = t.createCallerFactory

/** Gives refusals their tRPC code, so that a caller in the same process sees it too. */
const coded = t.middleware(async ({ next }) => {
  const result = await next()
  if (result.ok || result.error.cause === undefined) return result
  const problem = problemOf(result.error)
  if (problem.code === 'internal') return result
  throw new TRPCError({ code: trpcCodeOf(problem), message: problem.reason, cause: result.error.cause })
})

/**
 * Begins a procedure that needs `permission`: 401 `unauthenticated` without somebody signed in, 403 `forbidden`
 * for a role that does not have it, 400 `invalid`, naming the field, for a text that no table could keep. `ctx.actor` is the person.
 */
export function procedure(permission: Permission) {
  return t.procedure
    .meta({ permission })
    .use(coded)
    .use(({ ctx, next }) => {
      const { actor } = ctx
      if (actor === null) throw new DomainError('unauthenticated', 'unauthenticated')
      if (!may(actor.role, permission)) throw new DomainError('forbidden', 'forbidden')
      return next({ ctx: { actor } })
    })
    .use(async ({ getRawInput, next }) => {
      const field = unstorableField(await getRawInput())
      if (field !== undefined) throw new DomainError('invalid', 'invalid', { field })
      return next()
    })
}
