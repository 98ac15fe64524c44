import { receiveAppeal, sendOwnNotices } from '@/server/features/appeals/receive'
import { changeLink, createLink, listLinks, revokeLink } from '@/server/features/invites/api/links'
import { redeemOverApi, tellRedemption } from '@/server/features/invites/api/redeem-over-api'
import { resolveOverApi } from '@/server/features/invites/api/resolve-over-api'
import { createLinkCache, type LinkCache } from '@/server/features/invites/public/link-cache'
import { receiveReport } from '@/server/features/reports/receive'
import { tellOutcome } from '@/server/features/reports/tell-outcome'
import type { World } from '@/server/testing/world'

/** Answers requests as the routes under app/api/v1 do, in this process. `cache`: of links that work; nobody tells it of changes. */
export function clientApi({ env }: World, cache: LinkCache = createLinkCache()) {
  return async (request: Request): Promise<Response> => {
    const { method } = request
    const path = new URL(request.url).pathname.replace('/api/v1/', '')
    const [noun = '', first = '', second = '', third = ''] = path.split('/').map(decodeURIComponent)
    switch (`${method} ${noun}${first && '/_'}${second && `/${second}`}${third && '/_'}`) {
      case 'POST reports':
        return await receiveReport(env, request)
      case 'GET reports/_':
        return await tellOutcome(env, request, first)
      case 'GET notices':
        return await sendOwnNotices(env, request)
      case 'POST appeals':
        return await receiveAppeal(env, request)
      case 'GET invites':
        return await listLinks(env, request)
      case 'POST invites':
        return await createLink(env, request)
      case 'GET invites/_':
        return await resolveOverApi(env, request, first, cache)
      case 'PATCH invites/_':
        return await changeLink(env, request, first)
      case 'DELETE invites/_':
        return await revokeLink(env, request, first)
      case 'POST invites/_/redemptions':
        return await redeemOverApi(env, request, first)
      case 'GET invites/_/redemptions/_':
        return await tellRedemption(env, request, first, third)
      default:
        throw new Error(`there is no route for ${method} ${path}`)
    }
  }
}
