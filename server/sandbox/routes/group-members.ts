import { groupTips, NOTICE, notify, versionOf } from '../notices'
import { requireMember, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { notePeople } from '../state/changes'
import { ADMIN, type Group, type Member, OWNER } from '../state/model'
import { memberInfo } from '../views'
import { noOverrides } from '../webhooks'
import { argsError, need, noPermission, notFound, userNotFound } from '../wire/errors'
import { bool, int32, list, optional, struct, text } from '../wire/fields'
import { admit, enter, requestToJoin } from './admission'
import { beforeMembersJoin } from './group-hooks'
import { freeze, newMember, takeGroup, takeLivingGroup, takeMember, takeOwner } from './membership'

const MAX_PEOPLE = 1000
const DISMISSED_TEXT = 'group dismissed checking group status found it dismissed'

const inviteRequest = struct('group.InviteUserToGroupReq', {
  groupID: text,
  reason: text,
  invitedUserIDs: list(text),
  sendMessage: optional(bool),
})
const kickRequest = struct('group.KickGroupMemberReq', {
  groupID: text,
  kickedUserIDs: list(text),
  reason: text,
  sendMessage: optional(bool),
})
const joinRequest = struct('group.JoinGroupReq', {
  groupID: text,
  reqMessage: text,
  joinSource: int32,
  inviterUserID: text,
  ex: text,
})

/** Source: contract 4.5. */
export const groupMemberRoutes: Route[] = [
  route('/group/invite_user_to_group', inviteRequest, async (call, req) => {
    need(req.groupID, 'groupID is empty')
    need(req.invitedUserIDs, 'invitedUserIDs is empty')
    if (req.invitedUserIDs.length > MAX_PEOPLE)
      throw argsError('too many InvitedUserIDs, need to be less than 1000')
    if (new Set(req.invitedUserIDs).size < req.invitedUserIDs.length) throw argsError('userID duplicate')
    const group = takeLivingGroup(call, req.groupID, DISMISSED_TEXT)
    if (!call.rt.patch) requireMember(call, req.groupID)
    if (!req.invitedUserIDs.every((id) => call.store.users.has(id)))
      throw notFound('user not found', 'user not found')
    // patch.16 asks for the caller's row only now
    if (!call.isAdmin) takeMember(call, req.groupID, call.op)
    await askInvite(call, req)
    if (needsApproval(call, group)) {
      const { groupID } = req
      const asked = { groupID, joinSource: 2, inviterUserID: call.op }
      for (const userID of req.invitedUserIDs) requestToJoin(call, { ...asked, userID })
      return
    }
    await admit(call, group, req.invitedUserIDs, req.sendMessage !== false)
  }),

  route('/group/kick_group', kickRequest, async (call, req) => {
    need(req.groupID, 'groupID is empty')
    need(req.kickedUserIDs, 'kickUserIDs is empty')
    if (req.kickedUserIDs.length > MAX_PEOPLE)
      throw argsError('too many KickedUserIDs, need to be less than 1000')
    takeGroup(call, req.groupID)
    if (new Set(req.kickedUserIDs).size < req.kickedUserIDs.length) throw argsError('KickedUserIDs duplicate')
    if (req.kickedUserIDs.includes(call.op)) throw argsError('opUserID in KickedUserIDs')
    const owner = takeOwner(call, req.groupID)
    if (req.kickedUserIDs.includes(owner.userID)) throw argsError('ownerUID can not Kick')
    const targets = req.kickedUserIDs.map((userID) => requireMayKick(call, req.groupID, userID))
    const kickedUserList = targets.map((m) => memberInfo(call.store, m))
    for (const m of targets) call.store.removeMember(req.groupID, m.userID)
    notePeople(call.store, req.groupID, req.kickedUserIDs, 'delete')
    call.store.counters.add(req.groupID, 'kick', targets.length)
    const facts = { ...groupTips(call, req.groupID), kickedUserList, operationTime: 0 }
    const tips = { ...facts, ...versionOf(call, req.groupID) }
    leave(call, req.groupID, req.kickedUserIDs, () => {
      notify(call, req.groupID, NOTICE.kicked, tips, req.sendMessage !== false)
    })
    const { groupID, kickedUserIDs, reason } = req
    const body = { callbackCommand: '', groupID, kickedUserIDs, reason }
    await call.rt.webhooks.after(
      'afterKickGroupMember',
      'callbackAfterKickGroupCommand',
      body,
      call.operationID,
    )
  }),

  route('/group/join_group', joinRequest, async (call, req) => {
    need(req.groupID, 'groupID is empty')
    if (req.joinSource < 1 || req.joinSource > 4) throw argsError('joinSource is invalid')
    if (req.joinSource === 2) need(req.inviterUserID, 'inviterUserID is empty')
    if (!call.store.users.has(req.inviterUserID)) throw notFound('record not found', 'record not found')
    const group = takeLivingGroup(call, req.groupID)
    await askJoin(call, group, req)
    if (call.store.member(req.groupID, req.inviterUserID)) throw argsError()
    if (group.needVerification !== 2) {
      const { groupID, joinSource, inviterUserID: userID, reqMessage: reqMsg, ex } = req
      requestToJoin(call, { groupID, userID, joinSource, reqMsg, ex })
      return
    }
    const row = { ...newMember(call, req.groupID, req.inviterUserID), inviterUserID: req.inviterUserID }
    for (const m of await beforeMembersJoin(call, group, [row])) enter(call, m)
    const { groupID, reqMessage, joinSource, inviterUserID } = req
    const { operationID } = call
    const body = { callbackCommand: '', operationID, groupID, reqMessage, joinSource, inviterUserID }
    await call.rt.webhooks.after('afterJoinGroup', 'callbackAfterJoinGroupCommand', body, operationID)
  }),

  route(
    '/group/quit_group',
    struct('group.QuitGroupReq', { groupID: text, userID: text }),
    async (call, req) => {
      need(req.groupID, 'groupID is empty')
      const userID = req.userID || call.op
      requireSelf(call, userID)
      const member = takeMember(call, req.groupID, userID)
      if (member.roleLevel === OWNER) throw noPermission("group owner can't quit")
      const quitUser = memberInfo(call.store, member)
      call.store.removeMember(req.groupID, userID)
      notePeople(call.store, req.groupID, [userID], 'delete')
      call.store.counters.add(req.groupID, 'quit')
      const { group } = groupTips(call, req.groupID)
      leave(call, req.groupID, [userID], () => {
        const tips = { group, quitUser, operationTime: 0, ...versionOf(call, req.groupID) }
        notify(call, req.groupID, NOTICE.quit, tips)
      })
      const body = { callbackCommand: '', groupID: req.groupID, userID }
      await call.rt.webhooks.after('afterQuitGroup', 'callbackAfterQuitGroupCommand', body, call.operationID)
    },
  ),
]

/**
 * Freezes the conversation of people who left at its current seq, so that they do not see the notice about it. On
 * patch.16 that fails while there is no message yet, after the people have gone.
 */
function leave(call: Call, groupID: string, userIDs: readonly string[], tell: () => void): void {
  const frozen = call.store.streams.maxSeq(`sg_${groupID}`)
  tell()
  if (frozen === 0 && call.rt.patch) throw argsError('maxSeq is invalid')
  freeze(call, groupID, userIDs, frozen)
}

function needsApproval(call: Call, group: Group): boolean {
  if (group.needVerification !== 1 || call.isAdmin) return false
  return (call.store.member(group.groupID, call.op)?.roleLevel ?? 0) < ADMIN
}

async function askInvite(call: Call, req: { groupID: string; reason: string; invitedUserIDs: string[] }) {
  const { groupID, reason, invitedUserIDs } = req
  const body = { callbackCommand: '', operationID: call.operationID, groupID, reason, invitedUserIDs }
  const command = 'callbackBeforeInviteJoinGroupCommand'
  await call.rt.webhooks.before('beforeInviteUserToGroup', command, body, call.operationID, noOverrides)
}

async function askJoin(
  call: Call,
  group: Group,
  req: { inviterUserID: string; reqMessage: string; ex: string },
) {
  const { groupID } = group
  const who = { applyID: req.inviterUserID, reqMessage: req.reqMessage, ex: req.ex }
  const body = { callbackCommand: '', groupID, groupType: String.fromCharCode(group.groupType), ...who }
  const command = 'callbackBeforeJoinGroupCommand'
  await call.rt.webhooks.before('beforeApplyJoinGroup', command, body, call.operationID, noOverrides)
}

function requireMayKick(call: Call, groupID: string, userID: string): Member {
  const target = call.store.member(groupID, userID)
  if (!target) throw userNotFound(userID)
  if (call.isAdmin) return target
  const own = call.store.member(groupID, call.op)
  if (!own) throw noPermission('opUserID no in group')
  if (own.roleLevel === OWNER) return target
  if (own.roleLevel < ADMIN) throw noPermission('opUserID no permission')
  if (target.roleLevel >= ADMIN) {
    throw noPermission('group admins cannot remove the group owner and other admins')
  }
  return target
}
