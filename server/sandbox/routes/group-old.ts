import { requireGroupAdmin, requireSelf } from '../permissions'
import { type Route, route } from '../router'
import { ADMIN } from '../state/model'
import { joinRequestInfo } from '../views'
import { argsError, groupNotFound, need, noPermission, panic } from '../wire/errors'
import { int32, int64, list, optional, struct, text } from '../wire/fields'
import { setGroupInfo } from './group-edit'

const MAX_USERS = 1000
const NO_FIRST = 'runtime error: index out of range [0] with length 0'

/** The older or rarer group routes. Source: contract 4.5. */
export const groupOldRoutes: Route[] = [
  route(
    '/group/set_group_info',
    struct('group.SetGroupInfoReq', {
      groupInfoForSet: optional(
        struct('sdkws.GroupInfoForSet', {
          groupID: text,
          groupName: text,
          notification: text,
          introduction: text,
          faceURL: text,
          ex: optional(text),
          needVerification: optional(int32),
          lookMemberInfo: optional(int32),
          applyMemberFriend: optional(int32),
        }),
      ),
    }),
    (call, req) => {
      const wanted = req.groupInfoForSet
      if (!wanted) throw argsError('GroupInfoForSets is empty')
      need(wanted.groupID, 'GroupID is empty')
      const { groupName, notification, introduction, faceURL, ...rest } = wanted
      const given = {
        groupName: groupName || undefined,
        notification: notification || undefined,
        introduction: introduction || undefined,
        faceURL: faceURL || undefined,
      }
      return setGroupInfo(call, { ...rest, ...given }, '')
    },
  ),

  route(
    '/group/get_group_users_req_application_list',
    struct('group.GetGroupUsersReqApplicationListReq', { groupID: text, userIDs: list(text) }),
    (call, req) => {
      need(req.groupID, 'GroupID is empty')
      need(req.userIDs, 'UserID is empty')
      if (req.userIDs.length > MAX_USERS) throw argsError('too many UserIDs, need to be less than 1000')
      if (!call.rt.patch) requireGroupAdmin(call, req.groupID)
      const found = [...new Set(req.userIDs)].flatMap((id) => call.store.requests.get(req.groupID, id) ?? [])
      if (found.length && !call.store.groups.has(req.groupID)) throw groupNotFound(req.groupID)
      return { total: found.length, groupRequests: found.map((r) => joinRequestInfo(call.store, r, false)) }
    },
  ),

  route(
    '/group/get_specified_user_group_request_info',
    struct('group.GetSpecifiedUserGroupRequestInfoReq', { groupID: text, userID: text }),
    (call, req) => {
      const self = call.op === req.userID
      const found = call.store.requests.get(req.groupID, req.userID)
      // the first owner is looked at without asking whether there is one
      if ((found || !self) && !call.store.ownerOf(req.groupID)) throw panic(NO_FIRST)
      const role = call.store.member(req.groupID, call.op)?.roleLevel ?? 0
      if (!call.isAdmin && !self && role < ADMIN) throw noPermission('opUser no permission')
      return { total: found ? 1 : 0, groupRequests: found ? [joinRequestInfo(call.store, found)] : [] }
    },
  ),

  route(
    '/group/get_group_application_unhandled_count',
    struct('group.GetGroupApplicationUnhandledCountReq', { userID: text, time: int64 }),
    (call, req) => {
      requireSelf(call, req.userID)
      const own = [...call.store.joinedBy(req.userID)].filter(
        (id) => (call.store.member(id, req.userID)?.roleLevel ?? 0) >= ADMIN,
      )
      const open = own.flatMap((id) => call.store.requests.of(id)).filter((r) => r.handleResult === 0)
      return { count: open.filter((r) => r.reqTime > req.time).length }
    },
  ),
]
