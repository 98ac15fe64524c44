import { chance } from '../chance'
import { definedOf } from '../defined'
import { actor, NOTICE, notify, versionOf } from '../notices'
import { requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { notePeople } from '../state/changes'
import { ADMIN, type Group, ORDINARY, OWNER } from '../state/model'
import { groupInfo, memberInfo } from '../views'
import { ApiError, argsError, duplicateKey, groupExists, need, userNotFound } from '../wire/errors'
import { bool, type Decoded, int32, int64, list, optional, struct, text, uint32 } from '../wire/fields'
import { beforeMembersJoin } from './group-hooks'
import { newMember } from './membership'

const MAX_MEMBERS = 1000

export const groupFields = struct('sdkws.GroupInfo', {
  groupID: text,
  groupName: text,
  notification: text,
  introduction: text,
  faceURL: text,
  ownerUserID: text,
  createTime: int64,
  memberCount: uint32,
  ex: text,
  status: int32,
  creatorUserID: text,
  groupType: int32,
  needVerification: int32,
  lookMemberInfo: int32,
  applyMemberFriend: int32,
  notificationUpdateTime: int64,
  notificationUserID: text,
})

const request = struct('group.CreateGroupReq', {
  memberUserIDs: list(text),
  groupInfo: optional(groupFields),
  adminUserIDs: list(text),
  ownerUserID: text,
  sendMessage: optional(bool),
})

const createReply = struct('CallbackBeforeCreateGroupResp', {
  groupID: optional(text),
  groupName: optional(text),
  notification: optional(text),
  introduction: optional(text),
  faceURL: optional(text),
  ex: optional(text),
  status: optional(int32),
  creatorUserID: optional(text),
  groupType: optional(int32),
  needVerification: optional(int32),
  lookMemberInfo: optional(int32),
})

interface First {
  userID: string
  roleLevel: number
}

/** Source: contract 4.4. A denial without a code looks like success, with no group in it (contract 13.1). */
export const groupCreateRoutes: Route[] = [
  route('/group/create_group', request, (call, req) =>
    create(call, req).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 0) return { groupInfo: null }
      throw error
    }),
  ),
]

async function create(call: Call, req: Decoded<typeof request>) {
  const wanted = req.groupInfo
  if (!wanted) throw argsError('groupInfo is empty')
  if (wanted.groupType < 0 || wanted.groupType > 2) throw argsError('GroupType is invalid')
  need(req.ownerUserID, 'ownerUserID is empty')
  if (req.memberUserIDs.length > MAX_MEMBERS) {
    throw argsError('too many MemberUserIDs, need to be less than 1000')
  }
  if (wanted.groupType !== 2) throw argsError('group type only supports 2')
  requireSelf(call, req.ownerUserID)
  const first = firstMembers(req)
  if (new Set(first.map((m) => m.userID)).size < first.length) throw argsError('group member repeated')
  const known = (id: string) => call.store.users.has(id)
  if (![...first.map((m) => m.userID), call.op].every(known)) throw userNotFound('user not found')

  const group: Group = { ...groupRow(wanted), createTime: call.now }
  await beforeCreate(call, group, first)
  if (group.groupID && call.store.groups.has(group.groupID)) throw groupExists(group.groupID)
  group.groupID ||= newGroupID(call)
  await addMembers(call, group, first)
  call.store.addGroup(group)
  call.store.counters.add(group.groupID, 'create')

  const info = groupInfo(call.store, group)
  const strangerAdds = first.some((m) => m.userID === call.op) ? 0 : 1
  const answer = { ...info, memberCount: info.memberCount + strangerAdds }
  tellCreated(call, group, answer, first, req.sendMessage !== false)
  await afterCreate(call, answer, first)
  return { groupInfo: answer }
}

function firstMembers(req: {
  ownerUserID: string
  adminUserIDs: string[]
  memberUserIDs: string[]
}): First[] {
  return [
    { userID: req.ownerUserID, roleLevel: OWNER },
    ...req.adminUserIDs.map((userID) => ({ userID, roleLevel: ADMIN })),
    ...req.memberUserIDs.map((userID) => ({ userID, roleLevel: ORDINARY })),
  ]
}

function groupRow(info: Group): Group {
  const { groupID, groupName, notification, introduction, faceURL, createTime, ex, status } = info
  const { creatorUserID, groupType, needVerification, lookMemberInfo, applyMemberFriend } = info
  const { notificationUpdateTime, notificationUserID } = info
  return {
    groupID,
    groupName,
    notification,
    introduction,
    faceURL,
    createTime,
    ex,
    status,
    creatorUserID,
    groupType,
    needVerification,
    lookMemberInfo,
    applyMemberFriend,
    notificationUpdateTime,
    notificationUserID,
  }
}

/** Decimal text of 32 random bits, not taken yet (contract 4.6). */
function newGroupID(call: Call): string {
  for (;;) {
    const id = String(chance(0, 2 ** 32))
    if (!call.store.groups.has(id)) return id
  }
}

async function beforeCreate(call: Call, group: Group, first: First[]): Promise<void> {
  const asked = groupInfo(call.store, { ...group, createTime: 0 }, '', 0)
  const reply = await call.rt.webhooks.before(
    'beforeCreateGroup',
    'callbackBeforeCreateGroupCommand',
    { operationID: call.operationID, callbackCommand: '', ...asked, initMemberList: first },
    call.operationID,
    createReply,
  )
  if (reply) Object.assign(group, definedOf(reply))
}

async function addMembers(call: Call, group: Group, first: First[]): Promise<void> {
  const rows = first.map(({ userID, roleLevel }) => ({
    ...newMember(call, group.groupID, userID),
    roleLevel,
    joinSource: 2,
    inviterUserID: call.op,
  }))
  const asked = await beforeMembersJoin(call, group, rows)
  // another call may have taken the id while the hook was asked
  if (call.store.groups.has(group.groupID)) throw duplicateKey('group', 'group_id_1')
  for (const row of asked) call.store.addMember(row)
  const ids = rows.map((m) => m.userID)
  notePeople(call.store, group.groupID, ids, 'insert')
}

/** The list of members stops at the caller's own row. A group that begins with an announcement tells that too. */
function tellCreated(call: Call, row: Group, group: object, first: readonly First[], inChat: boolean): void {
  const { store } = call
  const { groupID, notification } = row
  const last = first.findIndex((m) => m.userID === call.op)
  const named = last < 0 ? first : first.slice(0, last + 1)
  const rows = named.flatMap(({ userID }) => store.member(groupID, userID) ?? [])
  const owner = store.ownerOf(groupID)
  const opUser = actor(call, groupID)
  const tips = {
    group,
    opUser,
    memberList: rows.map((m) => memberInfo(store, m)),
    operationTime: call.now,
    groupOwnerUser: owner ? memberInfo(store, owner) : null,
    ...versionOf(call, groupID),
  }
  notify(call, groupID, NOTICE.created, tips, inChat)
  if (notification) notify(call, groupID, NOTICE.announcement, { opUser, group, ...versionOf(call, groupID) })
}

/** The after-webhook lists owner and admins twice, and the caller even if not a member, as seen live. */
async function afterCreate(call: Call, info: object, first: First[]): Promise<void> {
  const again = [...first.filter((m) => m.roleLevel === ADMIN), ...first.filter((m) => m.roleLevel === OWNER)]
  const ids = [...again.map((m) => m.userID), ...(first.some((m) => m.userID === call.op) ? [] : [call.op])]
  const initMemberList = [...first, ...ids.map((userID) => ({ userID, roleLevel: ORDINARY }))]
  const body = { callbackCommand: '', ...info, initMemberList }
  await call.rt.webhooks.after('afterCreateGroup', 'callbackAfterCreateGroupCommand', body, call.operationID)
}
