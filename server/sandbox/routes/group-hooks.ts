import { definedOf } from '../defined'
import type { Call } from '../router'
import type { Group, Member } from '../state/model'
import { panic } from '../wire/errors'
import { int32, int64, list, optional, struct, text } from '../wire/fields'

const joinReply = struct('CallbackBeforeMembersJoinGroupResp', {
  memberCallbackList: list(
    struct('memberCallbackList', {
      userID: optional(text),
      nickname: optional(text),
      faceURL: optional(text),
      roleLevel: optional(int32),
      muteEndTime: optional(int64),
      ex: optional(text),
    }),
  ),
})

/** Asks before people become members; returns the rows, changed as the reply says (contract 9.3). */
export async function beforeMembersJoin(call: Call, group: Group, rows: Member[]): Promise<Member[]> {
  const body = {
    callbackCommand: '',
    groupID: group.groupID,
    memberList: rows.map(({ userID, ex }) => ({ userID, ex })),
    groupEx: group.ex,
  }
  const { webhooks } = call.rt
  const command = 'callbackBeforeMembersJoinGroupCommand'
  const reply = await webhooks.before('beforeMemberJoinGroup', command, body, call.operationID, joinReply)
  const changed = reply?.memberCallbackList ?? []
  if (changed.some((c) => c.userID === undefined))
    throw panic('runtime error: invalid memory address or nil pointer dereference')
  const changes = new Map(changed.map((c) => [c.userID, c]))
  return rows.map((row) => {
    const change = changes.get(row.userID)
    return change ? { ...row, ...definedOf(change) } : row
  })
}
