import { type Route, route } from '../router'
import { ApiError, argsError, need, noPermission } from '../wire/errors'
import { int32, list, struct, text } from '../wire/fields'

const idsRequest = struct('msggateway.GetUsersOnlineStatusReq', { userIDs: list(text) })

/** Nobody is ever online: the sandbox has no WebSocket gateway. Source: contract 5.2. */
export const userOnlineRoutes: Route[] = [
  onlineStatus(),

  route(
    '/user/get_users_online_token_detail',
    idsRequest,
    // only people who are online are listed
    () => null,
    { streaming: true },
  ),

  route(
    '/user/get_users_status',
    struct('user.GetUserStatusReq', { userID: text, userIDs: list(text) }),
    (_, req) => {
      need(req.userIDs, 'UserIDs is empty')
      return { statusList: req.userIDs.map((userID) => ({ userID, status: 0, platformIDs: [] })) }
    },
  ),

  route(
    '/user/subscribe_users_status',
    struct('user.SubscribeOrCancelUsersStatusReq', { userID: text, userIDs: list(text), genre: int32 }),
    (_, req) => {
      need(req.userID, 'UserID is empty')
      need(req.userIDs, 'subscription User-list is empty')
      if (req.genre <= 0 || req.genre >= 3) throw argsError('invalid subscription type parameter')
      return { statusList: [] }
    },
  ),

  route(
    '/user/get_subscribe_users_status',
    struct('user.GetSubscribeUsersStatusReq', { userID: text }),
    (_, req) => {
      need(req.userID, 'UserID is empty')
      return { statusList: [] }
    },
  ),
]

/** Bad bodies answer HTTP 400 with code 500 here, and with 1001 nowhere (contract 1.5). */
function onlineStatus(): Route {
  const path = '/user/get_users_online_status'
  const inner = route(
    path,
    idsRequest,
    (call, req) => {
      if (!call.isAdmin) throw noPermission('only app manager')
      return req.userIDs.map((userID) => ({ userID, status: 0, detailPlatformStatus: null }))
    },
    { streaming: true },
  )
  const run: Route['run'] = async (call, body) => {
    try {
      return await inner.run(call, body)
    } catch (error) {
      if (!(error instanceof ApiError) || error.http !== 400) throw error
      throw new ApiError(500, 'ServerInternalError', error.dlt, {}, 400)
    }
  }
  return { ...inner, run }
}
