import type { Call } from '../router'
import type { Conversation } from '../state/model'

/** One row of get_sorted_conversation_list; undefined while there is no message (contract 6.3). */
export function conversationElem(call: Call, userID: string, row: Conversation) {
  const { store } = call
  const maxSeq = store.streams.maxSeq(row.conversationID)
  const last = store.streams.message(row.conversationID, maxSeq)
  if (!last) return undefined
  const read = store.readSeqs.get(userID, row.conversationID) ?? 0
  const group = row.groupID ? store.groups.get(row.groupID) : undefined
  // of one's own one-to-one message it is the other person who is shown
  const shown = store.users.get(last.sessionType === 1 && last.sendID === userID ? last.recvID : last.sendID)
  return {
    conversationID: row.conversationID,
    recvMsgOpt: row.recvMsgOpt,
    unreadCount: Math.max(maxSeq - read, 0),
    IsPinned: row.isPinned,
    msgInfo: {
      serverMsgID: last.serverMsgID,
      clientMsgID: last.clientMsgID,
      sessionType: last.sessionType,
      sendID: last.sendID,
      recvID: last.recvID,
      senderName: last.sessionType === 4 ? '' : (shown?.nickname ?? ''),
      faceURL: last.sessionType === 1 ? (shown?.faceURL ?? '') : '',
      groupID: last.groupID,
      groupName: group?.groupName ?? '',
      groupFaceURL: group?.faceURL ?? '',
      groupType: group?.groupType ?? 0,
      groupMemberCount: group ? store.membersOf(group.groupID).size : 0,
      LatestMsgRecvTime: last.sendTime,
      msgFrom: last.msgFrom,
      contentType: last.contentType,
      content: last.content,
      ex: last.ex,
    },
  }
}
