import { actor, groupTips, NOTICE, notify, versionOf } from '../notices'
import type { Call } from '../router'
import { notePeople } from '../state/changes'
import type { Group, JoinRequest, Member } from '../state/model'
import { groupInfo, memberInfo } from '../views'
import { duplicateKey } from '../wire/errors'
import { beforeMembersJoin } from './group-hooks'
import { cameIn, newMember, takeGroup } from './membership'

/** Invited people are inserted so many at a time. */
const BATCH = 50

/** Creates or replaces a pending request to join. */
export function requestToJoin(
  call: Call,
  wanted: Pick<JoinRequest, 'groupID' | 'userID' | 'joinSource'> & Partial<JoinRequest>,
): void {
  const row: JoinRequest = { handleResult: 0, reqMsg: '', reqTime: call.now, ex: '', ...wanted }
  call.store.requests.set(row.groupID, row.userID, row)
}

/**
 * Inserts invited people in batches of 50, one notice a batch. Somebody who is a member already fails the call with a
 * duplicate-key error; those inserted before stay. On patch.16 the first batch ends the call.
 */
export async function admit(call: Call, group: Group, userIDs: string[], inChat: boolean): Promise<void> {
  const { groupID } = group
  const rows = userIDs.map((userID) => ({
    ...newMember(call, groupID, userID),
    joinSource: 2,
    inviterUserID: call.op,
  }))
  const asked = await beforeMembersJoin(call, group, rows)
  for (let i = 0; i < asked.length; i += BATCH) {
    const batch = asked.slice(i, i + BATCH)
    const inserted = insert(call, batch)
    if (inserted.length < batch.length) {
      notePeople(call.store, groupID, inserted, 'insert')
      throw duplicateKey('group_member', 'group_id_1_user_id_1')
    }
    cameIn(call, groupID, inserted, () => tellInvited(call, groupID, batch, inChat))
  }
}

/** Adds rows up to the first that is there already; returns who was added. */
function insert(call: Call, rows: readonly Member[]): string[] {
  const inserted: string[] = []
  for (const row of rows) {
    if (!call.store.addMember(row)) break
    call.store.counters.add(row.groupID, 'join')
    inserted.push(row.userID)
  }
  return inserted
}

/** Tells the group that people were brought in, by the caller or by somebody whose invitation he approved. */
export function tellInvited(
  call: Call,
  groupID: string,
  rows: readonly Member[],
  inChat: boolean,
  inviterID = call.op,
): void {
  const invitedUserList = rows.map((m) => memberInfo(call.store, m))
  const inviterUser = actor(call, groupID, inviterID)
  const tips = { ...groupTips(call, groupID), invitedUserList, operationTime: 0 }
  notify(call, groupID, NOTICE.invited, { ...tips, ...versionOf(call, groupID), inviterUser }, inChat)
}

/** Adds one member who came by himself and tells the group. */
export function enter(call: Call, row: Member): void {
  const group = takeGroup(call, row.groupID)
  if (!call.store.addMember(row)) throw duplicateKey('group_member', 'group_id_1_user_id_1')
  call.store.counters.add(row.groupID, 'join')
  cameIn(call, row.groupID, [row.userID], () => {
    const entrantUser = memberInfo(call.store, row)
    const tips = { group: groupInfo(call.store, group), entrantUser, operationTime: call.now }
    notify(call, row.groupID, NOTICE.entered, { ...tips, ...versionOf(call, row.groupID) })
  })
}
