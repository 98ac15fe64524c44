import { sessionIdIn } from '@/server/auth/session-cookie'
import { actorOf } from '@/server/auth/sessions'
import { env } from '@/server/env'
import type { Context } from '@/server/trpc/init'

/** The context of one request, from its headers: reads the session with one query. Call it once per request. */
export async function requestContext(headers: Headers): Promise<Context> {
  const here = env()
  const sessionId = await sessionIdIn(headers.get('cookie'), here.config)
  const actor = sessionId && (await actorOf(here.db.prisma, sessionId, here.config.mode))
  return { actor: actor || null, requestId: crypto.randomUUID(), env: here }
}
