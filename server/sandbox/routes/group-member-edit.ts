import { definedOf } from '../defined'
import { groupTips, NOTICE, type NoticeType, notify, versionOf } from '../notices'
import { type Call, type Route, route } from '../router'
import { notePeople, noteRoles } from '../state/changes'
import { ADMIN, type Member, ORDINARY, OWNER } from '../state/model'
import { memberInfo } from '../views'
import { argsError, need, noPermission, notFound } from '../wire/errors'
import { type Decoded, int32, list, optional, struct, text } from '../wire/fields'

const request = struct('group.SetGroupMemberInfoReq', {
  members: list(
    struct('group.SetGroupMemberInfo', {
      groupID: text,
      userID: text,
      nickname: optional(text),
      faceURL: optional(text),
      roleLevel: optional(int32),
      ex: optional(text),
    }),
  ),
})

const memberReply = struct('CallbackBeforeSetGroupMemberInfoResp', {
  nickName: optional(text),
  faceURL: optional(text),
  roleLevel: optional(int32),
  ex: optional(text),
})

const MAX_CHANGES = 1000

type MemberChange = Decoded<typeof request>['members'][number]

/** Names, faces, extras and roles of members; a call may span groups. Source: contract 4.5. */
export const groupMemberEditRoutes: Route[] = [
  route('/group/set_group_member_info', request, async (call, req) => {
    need(req.members, 'members is empty')
    if (req.members.length > MAX_CHANGES) throw argsError('too many Members, need to be less than 1000')
    for (const { roleLevel } of req.members) requireSettable(roleLevel)
    const byGroup = Map.groupBy(req.members, (m) => m.groupID)
    for (const changes of byGroup.values()) checkGroup(call, changes)
    // everybody is asked about before anything is written
    const asked: MemberChange[] = []
    for (const change of req.members) asked.push(await askChange(call, change))
    const found = asked.map((change) => [change, rowOf(call, change)] as const)
    for (const [change, member] of found) writeChange(call, change, member)
    for (const change of asked) await tellChange(call, change)
  }),
]

function requireSettable(roleLevel: number | undefined): void {
  if (roleLevel === OWNER) throw noPermission('cannot set ungroup owner')
  if (roleLevel === undefined || roleLevel === ADMIN || roleLevel === ORDINARY) return
  throw argsError('invalid role level')
}

/**
 * Whether the caller may make these changes in one group. The server counts rows: of those named and the caller, who
 * may be missing only if he is an app admin, whichever of them it is.
 */
function checkGroup(call: Call, changes: readonly MemberChange[]): void {
  const ids = new Set<string>()
  for (const { groupID, userID } of changes) {
    if (ids.has(userID)) throw argsError(`repeat group ${groupID} user ${userID}`)
    ids.add(userID)
  }
  ids.add(call.op)
  const groupID = changes[0]?.groupID ?? ''
  const rows = [...ids].flatMap((id) => call.store.member(groupID, id) ?? [])
  const own = rows.find((m) => m.userID === call.op)
  const missing = ids.size - rows.length
  if (missing > 1 || (missing === 1 && own)) throw argsError('user not in group')
  if (missing === 1 && !call.isAdmin) throw noPermission('user not in group')
  if (own && !call.isAdmin) requireMayChange(own, rows, changes)
}

/** Role rules for callers who are no app admins (contract 4.5). */
function requireMayChange(own: Member, rows: readonly Member[], changes: readonly MemberChange[]): void {
  for (const row of rows) requireMayTouch(own, row)
  const level = changes.find((c) => c.userID === own.userID)?.roleLevel
  if (level === undefined) return
  if (level > own.roleLevel) throw noPermission('can not improve role level by self')
  if (own.roleLevel === OWNER) throw argsError('group owner can not change own role level')
}

function requireMayTouch(own: Member, target: Member): void {
  const self = own.userID === target.userID
  if (own.roleLevel === ADMIN) {
    if (target.roleLevel === OWNER) throw noPermission('admin can not change group owner')
    if (target.roleLevel === ADMIN && !self) throw noPermission('admin can not change other group admin')
  }
  if (own.roleLevel === ORDINARY && !self)
    throw noPermission('ordinary users can not change other role level')
}

function rowOf(call: Call, change: MemberChange): Member {
  const row = call.store.member(change.groupID, change.userID)
  if (!row) throw notFound()
  return row
}

/** What hooks are told of a change; unset is null. */
function told({ groupID, userID, nickname, faceURL, roleLevel, ex }: MemberChange) {
  const set = { nickName: nickname ?? null, faceURL: faceURL ?? null }
  return { callbackCommand: '', groupID, userID, ...set, roleLevel: roleLevel ?? null, ex: ex ?? null }
}

/** The change as the hook before it leaves it. */
async function askChange(call: Call, change: MemberChange): Promise<MemberChange> {
  const command = 'callbackBeforeSetGroupMemberInfoCommand'
  const { webhooks } = call.rt
  const body = told(change)
  const reply = await webhooks.before(
    'beforeSetGroupMemberInfo',
    command,
    body,
    call.operationID,
    memberReply,
  )
  const { nickName: nickname, ...rest } = reply ?? {}
  return { ...change, ...definedOf({ nickname, ...rest }) }
}

function writeChange(call: Call, change: MemberChange, member: Member): void {
  const { groupID, userID, nickname, faceURL, roleLevel, ex } = change
  const changes = definedOf({ nickname, faceURL, roleLevel, ex })
  if (Object.keys(changes).length === 0) return
  Object.assign(member, changes)
  call.store.counters.add(groupID, roleLevel === undefined ? 'memberInfo' : 'role')
  if (roleLevel === undefined) notePeople(call.store, groupID, [userID], 'update')
  else noteRoles(call.store, groupID, [userID])
  if (roleLevel === ADMIN) notifyOf(call, member, NOTICE.toAdmin)
  if (roleLevel === ORDINARY) notifyOf(call, member, NOTICE.toOrdinary)
  if ((nickname ?? faceURL ?? ex) !== undefined) notifyOf(call, member, NOTICE.memberProfile)
}

/** These notices leave no copy in the chat. */
function notifyOf(call: Call, member: Member, type: NoticeType): void {
  const { groupID } = member
  const changedUser = memberInfo(call.store, member)
  const tips = { ...groupTips(call, groupID), operationTime: 0, changedUser, ...versionOf(call, groupID) }
  notify(call, groupID, type, { ...tips, groupSortVersion: 0 }, false)
}

async function tellChange(call: Call, change: MemberChange): Promise<void> {
  const command = 'callbackAfterSetGroupMemberInfoCommand'
  await call.rt.webhooks.after('afterSetGroupMemberInfo', command, told(change), call.operationID)
}
