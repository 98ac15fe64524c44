import { sessionIdIn } from '@/server/auth/session-cookie'
import { actorOf } from '@/server/auth/sessions'
import { env } from '@/server/env'
import { DomainError } from '@/server/errors'
import type { Context } from '@/server/trpc/init'

/**
 * The context of one request, from its headers: reads the session with one query. Call it once per request.
 * @throws DomainError `unavailable` when the session cannot be read: without an answer nobody is signed in
 */
export async function requestContext(headers: Headers): Promise<Context> {
  const here = env()
  const sessionId = await sessionIdIn(headers.get('cookie'), here.config)
  const requestId = crypto.randomUUID()
  if (!sessionId) return { actor: null, requestId, env: here }
  try {
    return { actor: await actorOf(here.db.prisma, sessionId, here.config.mode), requestId, env: here }
  } catch (cause) {
    throw new DomainError('unavailable', 'unavailable', { cause })
  }
}
