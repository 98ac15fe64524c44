import { pageOf, pagination, pattern, requirePage, shuffled } from '../paging'
import { requireInList, requireMember, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { Group, Member } from '../state/model'
import { groupInfo, memberInfo } from '../views'
import { argsError, internal, need } from '../wire/errors'
import { int32, list, struct, text } from '../wire/fields'

/** Source: contract 4.4. */
export const groupReadRoutes: Route[] = [
  route(
    '/group/get_groups',
    struct('group.GetGroupsReq', { pagination, groupName: text, groupID: text }),
    (call, req) => {
      const page = requirePage(req.pagination)
      if (req.groupID) {
        const exact = call.store.groups.get(req.groupID)
        return { total: exact ? 1 : 0, groups: exact ? [listed(call, exact)] : [] }
      }
      const name = req.groupName ? pattern(req.groupName, internal) : undefined
      const living = call.store.livingGroups()
      const found = name ? living.filter((g) => name.test(g.groupName)) : living
      return { total: found.length, groups: pageOf(found, page).map((g) => listed(call, g)) }
    },
  ),

  route('/group/get_groups_info', struct('group.GetGroupsInfoReq', { groupIDs: list(text) }), (call, req) => {
    need(req.groupIDs, 'GroupIDs is empty')
    const found = [...new Set(req.groupIDs)].flatMap((id) => call.store.groups.get(id) ?? [])
    return { groupInfos: shuffled(found).map((g) => groupInfo(call.store, g)) }
  }),

  route(
    '/group/get_group_member_list',
    struct('group.GetGroupMemberListReq', { groupID: text, filter: int32, pagination, keyword: text }),
    (call, req) => {
      need(req.groupID, 'groupID is empty')
      const page = requirePage(req.pagination)
      if (req.filter < 0 || req.filter > 5) throw argsError('filter is invalid')
      requireMember(call, req.groupID)
      const all = req.keyword ? namesakes(call, req) : call.store.membersByRole(req.groupID)
      const members = shuffled(pageOf(all, page)).map((m) => memberInfo(call.store, m))
      return { total: all.length, members }
    },
  ),

  route(
    '/group/get_group_members_info',
    struct('group.GetGroupMembersInfoReq', { groupID: text, userIDs: list(text) }),
    (call, req) => {
      need(req.groupID, 'groupID is empty')
      need(req.userIDs, 'userIDs is empty')
      requireMember(call, req.groupID)
      const found = [...new Set(req.userIDs)].flatMap((id) => call.store.member(req.groupID, id) ?? [])
      return { members: shuffled(found).map((m) => memberInfo(call.store, m)) }
    },
  ),

  route(
    '/group/get_group_member_user_id',
    struct('group.GetGroupMemberUserIDsReq', { groupID: text }),
    (call, req) => {
      need(req.groupID, 'GroupID is empty')
      requireInList(call, req.groupID, 'opUser no permission')
      return { userIDs: call.store.membersByRole(req.groupID).map((m) => m.userID) }
    },
  ),

  route(
    '/group/get_joined_group_list',
    struct('group.GetJoinedGroupListReq', { pagination, fromUserID: text }),
    (call, req) => {
      const page = requirePage(req.pagination)
      need(req.fromUserID, 'fromUserID is empty')
      requireSelf(call, req.fromUserID)
      const all = call.store.joinedList(req.fromUserID)
      const groups = pageOf(all, page).flatMap((id) => call.store.groups.get(id) ?? [])
      return { total: all.length, groups: groups.map((g) => groupInfo(call.store, g)) }
    },
  ),
]

/** One row of get_groups. The owner's name is the nickname within the group only, normally empty. */
function listed(call: Call, group: Group) {
  const owner = call.store.ownerOf(group.groupID)
  return {
    groupInfo: groupInfo(call.store, group),
    groupOwnerUserName: owner?.nickname ?? '',
    groupOwnerUserID: owner?.userID ?? '',
  }
}

/**
 * The real server swaps the arguments of its keyword search: it looks in the group whose id is the keyword for members
 * whose nickname there matches the id of the group that was asked about. So a keyword finds nobody (contract 4.4).
 */
function namesakes(call: Call, req: { groupID: string; keyword: string }): Member[] {
  const name = pattern(req.groupID, internal)
  return call.store.membersByRole(req.keyword).filter((m) => name.test(m.nickname))
}
