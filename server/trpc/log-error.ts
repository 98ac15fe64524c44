import type { TRPCError } from '@trpc/server'
import { DomainError } from '@/server/errors'
import { log } from '@/server/log'
import type { Context } from '@/server/trpc/init'
import { problemOf } from '@/server/trpc/problem'

/**
 * Writes what no browser is told: the cause of an internal error, and of a part that is away. Other refusals are
 * expected and only noted at `debug`.
 * Neither the input nor any answer is logged.
 */
export function logError(failed: {
  error: TRPCError
  path?: string | undefined
  ctx?: Context | undefined
}): void {
  const { error, path, ctx } = failed
  const problem = problemOf(error)
  const facts = { requestId: ctx?.requestId, path, staffId: ctx?.actor?.id, reason: problem.reason }
  if (problem.code === 'internal') log().error({ ...facts, err: error.cause ?? error }, 'a procedure failed')
  else if (problem.code === 'unavailable' && hasStory(error.cause))
    log().warn({ ...facts, err: error.cause }, 'a procedure had to give up')
  else log().debug(facts, 'a procedure refused')
}

/** A process that ends tells its live streams `unavailable` too; there is nothing behind that. */
const hasStory = (cause: unknown) => !(cause instanceof DomainError) || cause.cause !== undefined
