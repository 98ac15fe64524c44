import { addressOf } from '@/server/auth/request'
import type { Env } from '@/server/env'
import { authenticateClient } from '@/server/features/api-clients/authenticate'
import { isSigned } from '@/server/features/api-clients/signature'
import { answering } from '@/server/features/client-api/answering'
import type { LinkCache } from '@/server/features/invites/public/link-cache'
import { resolve } from '@/server/features/invites/public/resolve'
import type { WorkingLink } from '@/server/features/invites/public/schema'
import { problem } from '@/server/features/reports/problem'
import { codeOfRefusal, NOT_WORKING_DETAIL, statusOfRefusal, wordsOfRefusal } from './refusals'

const NOT_STORED = { 'cache-control': 'no-store' }

/**
 * `GET /api/v1/invites/{code}`: what a link leads to, for anybody. All codes that do not work are answered alike; a
 * backend with the scope `invites_read` is told what is the matter. Never throws.
 */
export function resolveOverApi(
  env: Env,
  request: Request,
  typed: string,
  cache?: LinkCache,
): Promise<Response> {
  return answering('an invite link', async () => {
    const { headers } = request
    const client = isSigned(headers.get('authorization'))
      ? await authenticateClient(env, request, 'invites_read')
      : null
    if (client && !client.ok) return client.answer
    const looker = client
      ? { clientId: client.clientId }
      : { address: addressOf(headers, env.config.trustedProxies) }
    const resolved = await resolve(env, typed, looker, cache)
    switch (resolved.kind) {
      case 'working':
        return Response.json(shown(resolved.link, env.config.url, client !== null), { headers: NOT_STORED })
      case 'too_many':
        return problem(429, 'Too many links were looked at in a short time.', {
          retryAfterSeconds: resolved.retryAfterSeconds,
        })
      case 'refused': {
        const { why, reference } = resolved
        if (!client) return problem(404, NOT_WORKING_DETAIL, { code: 'invite_not_working', reference })
        return problem(statusOfRefusal(why), wordsOfRefusal(why), { code: codeOfRefusal(why), reference })
      }
    }
  })
}

function shown(link: WorkingLink, url: string, isBackend: boolean) {
  const { code, mode, expiresAt, size, card, groupId } = link
  return { code, url: `${url}/i/${code}`, mode, expiresAt, size, group: card, ...(isBackend && { groupId }) }
}
