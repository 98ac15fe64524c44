import { definedOf } from '../defined'
import { groupTips, NOTICE, notify, VERSION } from '../notices'
import { requireGroupAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import { noteConversation, noteGroup, notePeople, noteRoles } from '../state/changes'
import { ADMIN, type Group, type Member, ORDINARY, OWNER } from '../state/model'
import { memberInfo } from '../views'
import { argsError, need, noPermission, notFound } from '../wire/errors'
import { type Decoded, int32, list, optional, struct, text } from '../wire/fields'
import { unmuteMember } from './group-status'
import { takeLivingGroup, takeOwner } from './membership'

const setInfoRequest = struct('group.SetGroupInfoExReq', {
  groupID: text,
  groupName: optional(text),
  notification: optional(text),
  introduction: optional(text),
  faceURL: optional(text),
  ex: optional(text),
  needVerification: optional(int32),
  lookMemberInfo: optional(int32),
  applyMemberFriend: optional(int32),
})

const setMemberRequest = struct('group.SetGroupMemberInfoReq', {
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

const MAX_CHANGES = 1000

type MemberChange = Decoded<typeof setMemberRequest>['members'][number]

/** Source: contract 4.5. */
export const groupEditRoutes: Route[] = [
  route('/group/set_group_info_ex', setInfoRequest, (call, req) => setGroupInfo(call, req, 'Ex')),

  route(
    '/group/transfer_group',
    struct('group.TransferGroupOwnerReq', { groupID: text, oldOwnerUserID: text, newOwnerUserID: text }),
    async (call, req) => {
      need(req.groupID, 'groupID is empty')
      need(req.oldOwnerUserID, 'oldOwnerUserID is empty')
      need(req.newOwnerUserID, 'newOwnerUserID is empty')
      takeLivingGroup(call, req.groupID)
      if (req.oldOwnerUserID === req.newOwnerUserID) throw argsError('OldOwnerUserID == NewOwnerUserID')
      transfer(call, req)
      const body = { callbackCommand: '', ...req }
      const command = 'callbackAfterTransferGroupOwnerCommand'
      await call.rt.webhooks.after('afterTransferGroupOwner', command, body, call.operationID)
    },
  ),

  route('/group/set_group_member_info', setMemberRequest, async (call, req) => {
    need(req.members, 'members is empty')
    if (req.members.length > MAX_CHANGES) throw argsError('too many members, need to be less than 1000')
    const found = checkMemberChanges(call, req.members)
    for (const [change, member] of found) await changeMember(call, change, member)
  }),
]

type InfoChange = Decoded<typeof setInfoRequest>

/** Changes a group's profile; the old route and the new one differ in their webhooks and in how they name a field unset. */
export async function setGroupInfo(call: Call, req: InfoChange, variant: '' | 'Ex'): Promise<void> {
  requireGroupAdmin(call, req.groupID)
  const wanted = await askSetInfo(call, req, variant)
  const group = takeLivingGroup(call, wanted.groupID)
  takeOwner(call, wanted.groupID)
  // a blank name makes the whole call do nothing, and answer success
  if (variant && wanted.groupName !== undefined && wanted.groupName.trim() === '') return
  writeInfo(call, group, wanted)
  await tellSetInfo(call, wanted, variant)
}

const INFO_KEYS = [
  'groupID',
  'groupName',
  'notification',
  'introduction',
  'faceURL',
  'ex',
  'needVerification',
  'lookMemberInfo',
  'applyMemberFriend',
] as const

const infoReply = struct('CallbackBeforeSetGroupInfoExResp', {
  groupID: text,
  groupName: optional(text),
  faceURL: optional(text),
  introduction: optional(text),
  ex: optional(text),
  needVerification: optional(int32),
  lookMemberInfo: optional(int32),
  applyMemberFriend: optional(int32),
})

/** The reply overwrites all but the announcement; what it leaves out counts as not set (contract 9.3). */
async function askSetInfo(call: Call, req: InfoChange, variant: string): Promise<InfoChange> {
  const body = { callbackCommand: '', operationID: '', ...told(req, variant) }
  const command = `callbackBeforeSetGroupInfo${variant}Command`
  const reply = await call.rt.webhooks.before(
    `beforeSetGroupInfo${variant}`,
    command,
    body,
    call.operationID,
    infoReply,
  )
  if (!reply) return req
  return { ...(variant ? reply : withoutEmpty(reply)), notification: req.notification }
}

async function tellSetInfo(call: Call, req: InfoChange, variant: string): Promise<void> {
  const body = { callbackCommand: '', operationID: '', ...told(req, variant) }
  const command = `callbackAfterSetGroupInfo${variant}Command`
  await call.rt.webhooks.after(`afterSetGroupInfo${variant}`, command, body, call.operationID)
}

/** What webhooks are told of a change: unset is null for the newer route, empty or 0 for the older one. */
function told(req: InfoChange, variant: string): Record<string, unknown> {
  const unset = (key: string) => (variant ? null : NUMBERS.has(key) ? 0 : '')
  return Object.fromEntries(INFO_KEYS.map((key) => [key, req[key] ?? unset(key)]))
}

const NUMBERS: ReadonlySet<string> = new Set(['needVerification', 'lookMemberInfo', 'applyMemberFriend'])

/** The older route cannot clear a text. */
function withoutEmpty({ groupName, introduction, faceURL, ...rest }: Decoded<typeof infoReply>): InfoChange {
  return {
    ...rest,
    notification: undefined,
    groupName: groupName || undefined,
    introduction: introduction || undefined,
    faceURL: faceURL || undefined,
  }
}

function writeInfo(call: Call, group: Group, wanted: InfoChange): void {
  Object.assign(group, definedOf(wanted))
  call.store.counters.add(group.groupID, 'info')
  noteGroup(call.store, group.groupID)
  const tips = () => ({ ...groupTips(call, group.groupID), ...VERSION })
  if (wanted.notification !== undefined) {
    group.notificationUpdateTime = call.now
    group.notificationUserID = call.op
    announce(call, group.groupID)
    notify(call, group.groupID, NOTICE.announcement, tips(), wanted.notification !== '')
  }
  if (wanted.groupName !== undefined) notify(call, group.groupID, NOTICE.renamed, tips())
}

/** Marks the announcement on every member's conversation. */
function announce(call: Call, groupID: string): void {
  for (const userID of call.store.membersOf(groupID).keys()) {
    const row = call.store.conversations.get(userID, `sg_${groupID}`)
    if (!row) continue
    row.groupAtType = 4
    noteConversation(call.store, userID, row.conversationID, 'update')
  }
}

/** An app admin's oldOwnerUserID is not checked: a wrong one makes a second owner (contract 4.5). */
function transfer(
  call: Call,
  req: { groupID: string; oldOwnerUserID: string; newOwnerUserID: string },
): void {
  const { groupID, oldOwnerUserID, newOwnerUserID } = req
  const from = call.store.member(groupID, oldOwnerUserID)
  const to = call.store.member(groupID, newOwnerUserID)
  if (!from || !to) {
    const missing = [oldOwnerUserID, newOwnerUserID].filter((id) => !call.store.member(groupID, id))
    throw argsError(`user not in group ${missing.join(',')}`)
  }
  const isOwner = call.op === oldOwnerUserID && from.roleLevel === OWNER
  if (!call.isAdmin && !isOwner) throw noPermission('no permission transfer group owner')
  if (to.muteEndTime > call.now) unmuteMember(call, to)
  from.roleLevel = to.roleLevel
  to.roleLevel = OWNER
  call.store.counters.add(groupID, 'transfer')
  noteRoles(call.store, groupID, [oldOwnerUserID, newOwnerUserID])
  const newGroupOwner = memberInfo(call.store, to)
  const tips = { ...groupTips(call, groupID), newGroupOwner, oldGroupOwner: oldOwnerUserID, operationTime: 0 }
  notify(call, groupID, NOTICE.transferred, {
    ...tips,
    oldGroupOwnerInfo: memberInfo(call.store, from),
    ...VERSION,
  })
}

function checkMemberChanges(call: Call, changes: readonly MemberChange[]): [MemberChange, Member][] {
  for (const { roleLevel } of changes) {
    if (roleLevel === OWNER) throw noPermission('cannot set ungroup owner')
    if (roleLevel !== undefined && roleLevel !== ADMIN && roleLevel !== ORDINARY)
      throw argsError('invalid role level')
  }
  const seen = new Set<string>()
  for (const { groupID, userID } of changes) {
    const key = `${groupID} ${userID}`
    if (seen.has(key)) throw argsError(`repeat group ${groupID} user ${userID}`)
    seen.add(key)
  }
  return changes.map((change) => {
    const member = call.store.member(change.groupID, change.userID)
    const own = call.store.member(change.groupID, call.op)
    if (!member) throw argsError('user not in group')
    if (!call.isAdmin && !own) throw noPermission('user not in group')
    if (!call.isAdmin && own) requireMayChange(own, member, change.roleLevel)
    return [change, member]
  })
}

/** Role rules for callers who are no app admins (contract 4.5). */
function requireMayChange(own: Member, target: Member, roleLevel: number | undefined): void {
  const self = own.userID === target.userID
  if (own.roleLevel === OWNER) {
    if (self && roleLevel !== undefined) throw argsError('group owner can not change own role level')
    return
  }
  if (own.roleLevel === ADMIN) {
    if (target.roleLevel === OWNER) throw noPermission('admin can not change group owner')
    if (!self && target.roleLevel === ADMIN) throw noPermission('admin can not change other group admin')
    if (roleLevel !== undefined && self && roleLevel > own.roleLevel)
      throw noPermission('can not change role level')
    return
  }
  if (!self) throw noPermission('ordinary user can not change other role level')
  if (roleLevel !== undefined && roleLevel > own.roleLevel)
    throw noPermission('ordinary user can not change role level')
}

const memberReply = struct('CallbackBeforeSetGroupMemberInfoResp', {
  nickName: optional(text),
  faceURL: optional(text),
  roleLevel: optional(int32),
  ex: optional(text),
})

async function changeMember(call: Call, change: MemberChange, member: Member): Promise<void> {
  const { groupID, userID, nickname, faceURL, roleLevel, ex } = change
  const told = {
    callbackCommand: '',
    groupID,
    userID,
    nickName: nickname ?? null,
    faceURL: faceURL ?? null,
    roleLevel: roleLevel ?? null,
    ex: ex ?? null,
  }
  const before = 'callbackBeforeSetGroupMemberInfoCommand'
  const { webhooks } = call.rt
  const reply = await webhooks.before('beforeSetGroupMemberInfo', before, told, call.operationID, memberReply)
  if (!call.store.member(groupID, userID)) throw notFound()
  const { nickName: name, ...rest } = reply ?? {}
  Object.assign(member, definedOf({ nickname: name ?? nickname, faceURL, roleLevel, ex }), definedOf(rest))
  call.store.counters.add(groupID, roleLevel === undefined ? 'memberInfo' : 'role')
  if (roleLevel === undefined) notePeople(call.store, groupID, [userID], 'update')
  else noteRoles(call.store, groupID, [userID])
  const after = 'callbackAfterSetGroupMemberInfoCommand'
  await webhooks.after('afterSetGroupMemberInfo', after, told, call.operationID)
}
