import { openGroup } from '../delivery'
import type { Call } from '../router'
import { noteConversation, notePeople } from '../state/changes'
import { GROUP_DISMISSED, type Group, type Member, ORDINARY } from '../state/model'
import { argsError, dismissedAlready, notFound } from '../wire/errors'

/** The group of that id; throws 1004. */
export function takeGroup(call: Call, groupID: string, patchDlt?: string): Group {
  const group = call.store.groups.get(groupID)
  if (!group) throw notFound('', patchDlt)
  return group
}

/** The group of that id, not dismissed; throws 1004 or 1204. */
export function takeLivingGroup(call: Call, groupID: string, dlt = ''): Group {
  const group = takeGroup(call, groupID)
  if (group.status === GROUP_DISMISSED) throw dismissedAlready(dlt)
  return group
}

/** The owner of a group; throws 1004 when there is none or no such group. */
export function takeOwner(call: Call, groupID: string): Member {
  const owner = call.store.ownerOf(groupID)
  const text = `group ${groupID} owner not found`
  if (!owner) throw notFound(text, text)
  return owner
}

/** The member row; throws 1004. */
export function takeMember(call: Call, groupID: string, userID: string): Member {
  const member = call.store.member(groupID, userID)
  if (!member) throw notFound()
  return member
}

/** A member row for somebody who joins now as an ordinary member; not added yet. */
export function newMember(call: Call, groupID: string, userID: string): Member {
  return {
    groupID,
    userID,
    roleLevel: ORDINARY,
    joinTime: call.now,
    nickname: '',
    faceURL: '',
    joinSource: 0,
    operatorUserID: call.op,
    ex: '',
    muteEndTime: 0,
    inviterUserID: '',
  }
}

/**
 * What follows when people came in: their conversation rows and the notice. patch.16 then answers an error although
 * they are in and the group was told (contract 12), and nothing that comes after it happens.
 */
export function cameIn(call: Call, groupID: string, userIDs: readonly string[], tell: () => void): void {
  notePeople(call.store, groupID, userIDs, 'insert')
  openGroup(call.store, groupID, userIDs)
  tell()
  if (call.rt.patch) throw argsError('maxSeq is invalid')
}

/** Freezes the conversation of people who left at a seq. */
export function freeze(call: Call, groupID: string, userIDs: readonly string[], maxSeq: number): void {
  for (const userID of userIDs) {
    const row = call.store.conversations.get(userID, `sg_${groupID}`)
    if (!row) continue
    row.maxSeq = maxSeq
    noteConversation(call.store, userID, row.conversationID, 'update')
  }
}
