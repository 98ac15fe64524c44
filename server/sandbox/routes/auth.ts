import { ADMIN_PLATFORM, canLogOut, checkToken, issueToken, TOKEN_SECONDS } from '../access'
import { requireAppAdmin } from '../permissions'
import { type Route, route } from '../router'
import { argsError, need, noPermission, notFound } from '../wire/errors'
import { int32, struct, text } from '../wire/fields'

/** Source: contract 2.1. */
export const authRoutes: Route[] = [
  route(
    '/auth/get_admin_token',
    struct('auth.GetAdminTokenReq', { secret: text, userID: text }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      const { secret, adminIDs } = call.rt.settings
      if (req.secret !== secret) throw noPermission('secret invalid')
      if (!call.rt.isAdmin(req.userID)) {
        throw argsError(`userID is error., userID=${req.userID}, adminUserID=[${adminIDs.join(' ')}]`)
      }
      if (!call.store.users.has(req.userID)) throw notFound('user not found', 'user not found')
      return { token: issueToken(call.rt, req.userID, ADMIN_PLATFORM), expireTimeSeconds: TOKEN_SECONDS }
    },
  ),

  route(
    '/auth/get_user_token',
    struct('auth.GetUserTokenReq', { userID: text, platformID: int32 }),
    (call, req) => {
      requireAppAdmin(call)
      if (req.platformID === ADMIN_PLATFORM) {
        throw noPermission('platformID invalid. platformID must not be adminPlatformID')
      }
      if (call.rt.isAdmin(req.userID)) throw noPermission("don't get Admin token")
      const user = call.store.users.get(req.userID)
      if (!user) throw notFound('record not found', 'record not found')
      if (user.appMangerLevel >= 3) throw argsError('app account can`t get token')
      return { token: issueToken(call.rt, req.userID, req.platformID), expireTimeSeconds: TOKEN_SECONDS }
    },
  ),

  route('/auth/parse_token', struct('auth.ParseTokenReq', { token: text }), (call, req) => {
    need(req.token, 'userID is empty')
    const claims = checkToken(call.rt, req.token)
    return { userID: claims.UserID, platformID: claims.PlatformID, expireTimeSeconds: claims.exp }
  }),

  route(
    '/auth/force_logout',
    struct('auth.ForceLogoutReq', { userID: text, platformID: int32 }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      if (!canLogOut(call.rt, req.platformID)) throw argsError('platformID is invalidate')
      requireAppAdmin(call)
      call.store.tokens.kick(req.userID, req.platformID)
    },
  ),
]
