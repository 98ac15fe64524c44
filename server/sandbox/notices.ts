import { compose, deliver } from './delivery'
import { dismissAgain } from './dismissal'
import { afterSend, beforeSend, modify } from './message-hooks'
import { push } from './push-hooks'
import type { Call } from './router'
import { ADMIN, GROUP_DISMISSED, type Member } from './state/model'
import { groupInfo, memberInfo } from './views'
import { encodeJson } from './wire/json-encode'

export const NOTICE = {
  created: 1501,
  profile: 1502,
  quit: 1504,
  transferred: 1507,
  kicked: 1508,
  invited: 1509,
  entered: 1510,
  dismissed: 1511,
  memberMuted: 1512,
  memberUnmuted: 1513,
  muted: 1514,
  unmuted: 1515,
  memberProfile: 1516,
  toAdmin: 1517,
  toOrdinary: 1518,
  announcement: 1519,
  renamed: 1520,
} as const

export type NoticeType = (typeof NOTICE)[keyof typeof NOTICE]

/** The level of an app admin. */
const APP_ADMIN = 2

/** Group facts and actor, as most tips begin. */
export function groupTips(call: Call, groupID: string) {
  const group = call.store.groups.get(groupID)
  return { group: group ? groupInfo(call.store, group) : null, opUser: actor(call, groupID) }
}

/** The caller, or another, as a member; an app admin always appears as a group admin, whether a member or not. */
export function actor(call: Call, groupID: string, userID = call.op) {
  const member = call.store.member(groupID, userID)
  const appAdmin = call.rt.isAdmin(userID)
  if (member && !appAdmin) return memberInfo(call.store, member)
  const stranger: Member = {
    groupID,
    userID,
    roleLevel: appAdmin ? ADMIN : 0,
    joinTime: 0,
    nickname: '',
    faceURL: '',
    joinSource: 0,
    operatorUserID: appAdmin ? '' : userID,
    ex: '',
    muteEndTime: 0,
    inviterUserID: '',
  }
  return { ...memberInfo(call.store, stranger), appMangerLevel: appAdmin ? APP_ADMIN : 0 }
}

/** What follows the tips of nearly every notice: the version of the member list. */
export function versionOf(call: Call, groupID: string) {
  const { version, versionID } = call.store.versions.current('members', groupID)
  return { groupMemberVersion: version, groupMemberVersionID: versionID }
}

/**
 * Sends a group notice after the call that caused it has answered: a copy is stored in the conversation unless
 * `inChat` is false. A dismissed group takes none but the dismissal itself. On patch.16 the message webhooks are asked
 * about notices too. Source: contract 4.8, 12.
 */
export function notify(call: Call, groupID: string, type: NoticeType, tips: object, inChat = true): void {
  const content = encodeJson({ detail: encodeJson(tips) })
  const draft = { sendID: call.op, recvID: groupID, groupID, sessionType: 3, contentType: type, content }
  const options = { offlinePush: false, unreadCount: true }
  const message = compose({ ...draft, options }, call.now)
  const send = async () => {
    const dismissed = call.store.groups.get(groupID)?.status === GROUP_DISMISSED
    if (dismissed && type !== NOTICE.dismissed) return
    if (call.rt.patch) {
      await beforeSend(call.rt, message, call.operationID)
      await modify(call.rt, message, call.operationID)
    }
    if (inChat) deliver(call.rt, message, call.operationID)
    // the purge is part of the push to all members, and is left out with it
    const pushed = await push(call.rt, { ...message, seq: 0 }, call.operationID)
    if (type === NOTICE.dismissed && pushed !== 'denied' && !pushed.length) dismissAgain(call, groupID)
    if (call.rt.patch) await afterSend(call.rt, message, call.operationID)
  }
  // A denied notice is lost without a word: the group service has answered long ago.
  void send().catch(() => {})
}
