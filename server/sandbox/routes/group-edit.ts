import { definedOf } from '../defined'
import { openGroup } from '../delivery'
import { groupTips, NOTICE, notify, versionOf } from '../notices'
import { takeGroupAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import { noteConversation, noteGroup, noteRoles } from '../state/changes'
import { type Group, OWNER } from '../state/model'
import { memberInfo } from '../views'
import { argsError, need, noPermission } from '../wire/errors'
import { type Decoded, int32, optional, struct, text } from '../wire/fields'
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

/** groupAtType of a conversation in whose group something was announced. */
const ANNOUNCED = 4

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
]

type InfoChange = Decoded<typeof setInfoRequest>

/** Changes a group's profile; the old route and the new one differ in their webhooks and in how they name a field unset. */
export async function setGroupInfo(call: Call, req: InfoChange, variant: '' | 'Ex'): Promise<void> {
  takeGroupAdmin(call, req.groupID)
  const wanted = await askSetInfo(call, req, variant)
  const group = takeLivingGroup(call, wanted.groupID)
  takeOwner(call, wanted.groupID)
  // a blank name makes the whole call do nothing, and answer success
  if (variant && wanted.groupName !== undefined && wanted.groupName.trim() === '') return
  const written = { ...wanted, ...definedOf({ notification: trimmed(wanted, variant) }) }
  const { groupID: _, ...changes } = definedOf(written)
  if (Object.keys(changes).length === 0) return
  writeInfo(call, group, written)
  await tellSetInfo(call, written, variant)
}

/** The newer route drops blanks around an announcement. */
function trimmed(wanted: InfoChange, variant: string): string | undefined {
  return variant ? wanted.notification?.trim() : wanted.notification
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
  const { groupID } = group
  const { groupID: _, groupName, notification, ...rest } = definedOf(wanted)
  Object.assign(group, definedOf(wanted))
  if (notification !== undefined) {
    group.notificationUpdateTime = call.now
    group.notificationUserID = call.op
  }
  call.store.counters.add(groupID, 'info')
  noteGroup(call.store, groupID)
  const { group: after, opUser } = groupTips(call, groupID)
  const tips = { opUser, group: after, ...versionOf(call, groupID) }
  if (notification) announce(call, groupID)
  if (notification !== undefined) notify(call, groupID, NOTICE.announcement, tips, notification !== '')
  if (groupName !== undefined) notify(call, groupID, NOTICE.renamed, tips)
  if (Object.keys(rest).length === 0) return
  const whole = { group: after, opUser, muteTime: 0, ...versionOf(call, groupID) }
  notify(call, groupID, NOTICE.profile, whole, false)
}

/** Marks the announcement on every member's conversation, which is made where there is none. */
function announce(call: Call, groupID: string): void {
  const id = `sg_${groupID}`
  const { conversations } = call.store
  for (const userID of call.store.membersOf(groupID).keys()) {
    if (!conversations.get(userID, id)) openGroup(call.store, groupID, [userID])
    const row = conversations.get(userID, id)
    if (!row) continue
    row.groupAtType = ANNOUNCED
    noteConversation(call.store, userID, id, 'update')
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
  const tips = { ...groupTips(call, groupID), newGroupOwner, oldGroupOwner: '', operationTime: 0 }
  const oldGroupOwnerInfo = memberInfo(call.store, from)
  notify(call, groupID, NOTICE.transferred, { ...tips, oldGroupOwnerInfo, ...versionOf(call, groupID) })
}
