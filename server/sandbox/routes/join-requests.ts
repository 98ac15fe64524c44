import { pageOf, pagination, requirePage } from '../paging'
import { requireGroupAdmin, requireSelf, takeGroupAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import { ADMIN, type Group, type JoinRequest } from '../state/model'
import { joinRequestInfo } from '../views'
import { argsError, groupNotFound, need, notFound, requestHandled } from '../wire/errors'
import { int32, list, struct, text } from '../wire/fields'
import { enter, tellInvited } from './admission'
import { beforeMembersJoin } from './group-hooks'
import { cameIn, newMember, takeGroup } from './membership'

/** Source: contract 4.3, 4.5. */
export const joinRequestRoutes: Route[] = [
  route(
    '/group/group_application_response',
    struct('group.GroupApplicationResponseReq', {
      groupID: text,
      fromUserID: text,
      handledMsg: text,
      handleResult: int32,
    }),
    async (call, req) => {
      need(req.groupID, 'groupID is empty')
      need(req.fromUserID, 'fromUserID is empty')
      if (req.handleResult > 1 || req.handleResult < -1) throw argsError('handleResult is invalid')
      if (req.handleResult === 0) throw argsError('HandleResult unknown')
      takeGroupAdmin(call, req.groupID)
      const group = takeGroup(call, req.groupID)
      const request = call.store.requests.get(req.groupID, req.fromUserID)
      if (!request) throw notFound()
      if (request.handleResult !== 0) throw requestHandled()
      if (!call.store.users.has(req.fromUserID)) throw notFound('user not found', 'user not found')
      await decide(call, group, request, req.handleResult)
    },
  ),

  route(
    '/group/get_recv_group_applicationList',
    struct('group.GetGroupApplicationListReq', {
      pagination,
      fromUserID: text,
      groupIDs: list(text),
      handleResults: list(int32),
    }),
    (call, req) => {
      const page = requirePage(req.pagination)
      need(req.fromUserID, 'fromUserID is empty')
      if (!call.rt.patch) requireSelf(call, req.fromUserID)
      for (const id of req.groupIDs) requireGroupAdmin(call, id)
      const groupIDs = req.groupIDs.length ? [...new Set(req.groupIDs)] : administered(call, req.fromUserID)
      const all = groupIDs.flatMap((id) => call.store.requests.of(id))
      const answer = listed(call, pickResults(all, req.handleResults), page)
      const unknown = groupIDs.filter((id) => !call.store.groups.has(id))
      if (answer.groupRequests.length && unknown.length) throw groupNotFound(unknown.join(','))
      return answer
    },
  ),

  route(
    '/group/get_user_req_group_applicationList',
    struct('group.GetUserReqApplicationListReq', {
      pagination,
      userID: text,
      groupIDs: list(text),
      handleResults: list(int32),
    }),
    (call, req) => {
      need(req.userID, 'UserID is empty')
      const page = requirePage(req.pagination)
      if (!call.rt.patch) requireSelf(call, req.userID)
      if (!call.store.users.has(req.userID)) throw notFound('record not found', 'record not found')
      const all: JoinRequest[] = []
      for (const [groupID, userID, row] of call.store.requests.entries()) {
        if (userID === req.userID && (!req.groupIDs.length || req.groupIDs.includes(groupID))) all.push(row)
      }
      return listed(call, pickResults(all, req.handleResults), page)
    },
  ),
]

async function decide(call: Call, group: Group, request: JoinRequest, handleResult: number): Promise<void> {
  const { groupID, userID } = request
  const joins = handleResult === 1 && !call.store.member(groupID, userID)
  const { joinSource, inviterUserID = '' } = request
  const row = { ...newMember(call, groupID, userID), joinSource, inviterUserID }
  const rows = joins ? await beforeMembersJoin(call, group, [row]) : []
  request.handleResult = handleResult
  for (const m of rows) {
    if (!inviterUserID) enter(call, m)
    else if (call.store.addMember(m)) {
      call.store.counters.add(groupID, 'join')
      cameIn(call, groupID, [userID], () => tellInvited(call, groupID, [m], true, inviterUserID))
    }
  }
}

/** Groups that somebody owns or administers. */
function administered(call: Call, userID: string): string[] {
  const joined = [...call.store.joinedBy(userID)]
  return joined.filter((id) => (call.store.member(id, userID)?.roleLevel ?? 0) >= ADMIN)
}

function pickResults(all: JoinRequest[], results: number[]): JoinRequest[] {
  return results.length ? all.filter((r) => results.includes(r.handleResult)) : all
}

function listed(call: Call, all: JoinRequest[], page: { pageNumber: number; showNumber: number }) {
  const sorted = all.sort((a, b) => b.reqTime - a.reqTime)
  const groupRequests = pageOf(sorted, page).map((r) => joinRequestInfo(call.store, r))
  return { total: all.length, groupRequests }
}
