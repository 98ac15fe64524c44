import { removePeople, tellDismissed } from '../dismissal'
import { groupTips, NOTICE, type NoticeType, notify, versionOf } from '../notices'
import { requireGroupAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import { noteGroup, notePeople } from '../state/changes'
import { ADMIN, GROUP_DISMISSED, GROUP_MUTED, GROUP_OK, type Member, ORDINARY, OWNER } from '../state/model'
import { memberInfo } from '../views'
import { dismissedAlready, need, noPermission } from '../wire/errors'
import { bool, optional, struct, text, uint32 } from '../wire/fields'
import { takeGroup, takeMember, takeOwner } from './membership'

const MONGO_NO_UPDATE = 'mongo: no documents in result mongo update not matched'

/** Source: contract 4.5. */
export const groupStatusRoutes: Route[] = [
  route(
    '/group/dismiss_group',
    struct('group.DismissGroupReq', { groupID: text, deleteMember: bool, sendMessage: optional(bool) }),
    (call, req) => dismiss(call, req.groupID, req.deleteMember, req.sendMessage !== false),
  ),

  route('/group/mute_group', struct('group.MuteGroupReq', { groupID: text }), (call, req) => {
    setStatus(call, req.groupID, GROUP_MUTED, NOTICE.muted)
    call.store.counters.add(req.groupID, 'mute')
  }),

  route('/group/cancel_mute_group', struct('group.CancelMuteGroupReq', { groupID: text }), (call, req) => {
    setStatus(call, req.groupID, GROUP_OK, NOTICE.unmuted)
    call.store.counters.add(req.groupID, 'unmute')
  }),

  route(
    '/group/mute_group_member',
    struct('group.MuteGroupMemberReq', { groupID: text, userID: text, mutedSeconds: uint32 }),
    (call, req) => {
      need(req.groupID, 'groupID is empty')
      need(req.userID, 'userID is empty')
      need(req.mutedSeconds, 'mutedSeconds is empty')
      const member = takeMember(call, req.groupID, req.userID)
      requireMayMute(call, member, MUTE_TEXTS)
      member.muteEndTime = call.now + req.mutedSeconds * 1000
      notePeople(call.store, req.groupID, [req.userID], 'update')
      call.store.counters.add(req.groupID, 'muteMember')
      const { groupID, mutedSeconds } = req
      const tips = { ...memberTips(call, member), mutedSeconds, ...versionOf(call, groupID) }
      notify(call, groupID, NOTICE.memberMuted, tips)
    },
  ),

  route(
    '/group/cancel_mute_group_member',
    struct('group.CancelMuteGroupMemberReq', { groupID: text, userID: text }),
    (call, req) => {
      need(req.groupID, 'groupID is empty')
      need(req.userID, 'userID is empty')
      const member = takeMember(call, req.groupID, req.userID)
      requireMayMute(call, member, UNMUTE_TEXTS)
      unmuteMember(call, member)
    },
  ),
]

async function dismiss(call: Call, groupID: string, deleteMember: boolean, inChat: boolean): Promise<void> {
  need(groupID, 'groupID is empty')
  const owner = takeOwner(call, groupID)
  if (!call.isAdmin && owner.userID !== call.op) throw noPermission('not group owner')
  const group = takeGroup(call, groupID)
  if (!deleteMember && group.status === GROUP_DISMISSED) throw dismissedAlready('group status is dismissed')
  call.store.dismissedWith.set(groupID, [...call.store.membersOf(groupID).keys()])
  call.store.setStatus(group, GROUP_DISMISSED)
  noteGroup(call.store, groupID)
  call.store.counters.add(groupID, 'dismiss')
  if (deleteMember) {
    removePeople(call.store, groupID)
    return tellDismissed(call.rt, groupID, owner.userID, [], call.operationID)
  }
  const members = call.store.membersByRole(groupID).map((m) => m.userID)
  notify(call, groupID, NOTICE.dismissed, { ...groupTips(call, groupID), operationTime: 0 }, inChat)
  return tellDismissed(call.rt, groupID, owner.userID, members, call.operationID)
}

/** Overwrites the status whatever it was: a dismissed group stops being dismissed. */
function setStatus(call: Call, groupID: string, status: number, type: NoticeType): void {
  need(groupID, 'groupID is empty')
  requireGroupAdmin(call, groupID)
  call.store.setStatus(takeGroup(call, groupID, MONGO_NO_UPDATE), status)
  noteGroup(call.store, groupID)
  notify(call, groupID, type, { ...groupTips(call, groupID), operationTime: 0, ...versionOf(call, groupID) })
}

/** How tips about a member's mute begin. */
function memberTips(call: Call, member: Member) {
  const mutedUser = memberInfo(call.store, member)
  return { ...groupTips(call, member.groupID), operationTime: 0, mutedUser }
}

/** Lifts a member's mute and says so in the group. */
export function unmuteMember(call: Call, member: Member): void {
  member.muteEndTime = 0
  notePeople(call.store, member.groupID, [member.userID], 'update')
  call.store.counters.add(member.groupID, 'unmuteMember')
  const tips = { ...memberTips(call, member), ...versionOf(call, member.groupID) }
  notify(call, member.groupID, NOTICE.memberUnmuted, tips)
}

interface MuteTexts {
  owner: string
  admin: string
  ordinary: string
}

const MUTE_TEXTS: MuteTexts = {
  owner: 'set group owner mute',
  admin: 'set group admin mute',
  ordinary: 'set group ordinary users mute',
}
const UNMUTE_TEXTS: MuteTexts = {
  owner: 'Can not set group owner unmute',
  admin: 'Can not set group admin unmute',
  ordinary: 'Can not set group ordinary users unmute',
}

/** App admins may mute anybody, owners admins and ordinary members, admins ordinary members. */
function requireMayMute(call: Call, target: Member, texts: MuteTexts): void {
  if (call.isAdmin) return
  const role = takeMember(call, target.groupID, call.op).roleLevel
  if (target.roleLevel === OWNER) throw noPermission(texts.owner)
  if (target.roleLevel === ADMIN && role !== OWNER) throw noPermission(texts.admin)
  if (target.roleLevel === ORDINARY && role < ADMIN) throw noPermission(texts.ordinary)
}
