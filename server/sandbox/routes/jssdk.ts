import { type Call, type Route, route } from '../router'
import type { Conversation } from '../state/model'
import { conversationInfo, groupInfo, userInfo } from '../views'
import { need } from '../wire/errors'
import { int64, list, struct, text } from '../wire/fields'
import { readRange } from './history'

const USUAL = 100
const MOST = 500

/** What the JavaScript SDK asks at its start, for whoever calls: ownerUserID is not looked at. Source: contract 6.3. */
export const jssdkRoutes: Route[] = [
  route(
    '/jssdk/get_conversations',
    struct('jssdk.GetConversationsReq', { ownerUserID: text, conversationIDs: list(text) }),
    (call, req) => {
      need(req.conversationIDs, 'conversationIDs is empty')
      const rows = req.conversationIDs.flatMap((id) => call.store.conversations.get(call.op, id) ?? [])
      return answer(call, rows, rows)
    },
  ),

  route(
    '/jssdk/get_active_conversations',
    struct('jssdk.GetActiveConversationsReq', { ownerUserID: text, count: int64 }),
    (call, req) => {
      const count = req.count <= 0 || req.count > MOST ? USUAL : req.count
      const active = call.store.conversations
        .of(call.op)
        .filter((c) => call.store.streams.maxSeq(c.conversationID) > 0)
        .map((row) => ({ row, at: lastTime(call, row) }))
        .sort((a, b) => Number(b.row.isPinned) - Number(a.row.isPinned) || b.at - a.at)
        .map(({ row }) => row)
      return answer(call, active.slice(0, count), active)
    },
  ),
]

function lastTime(call: Call, { conversationID }: Conversation): number {
  const { streams } = call.store
  return streams.message(conversationID, streams.maxSeq(conversationID))?.sendTime ?? 0
}

/** Those asked for in full, and what is unread in all that count. */
function answer(call: Call, shown: Conversation[], counted: Conversation[]) {
  const unread = ({ conversationID }: Conversation) =>
    Math.max(call.store.streams.maxSeq(conversationID) - readSeq(call, conversationID), 0)
  return {
    unreadCount: counted.reduce((sum, row) => sum + unread(row), 0),
    conversations: shown.map((row) => conversationMsg(call, row)),
  }
}

function readSeq(call: Call, conversationID: string): number {
  return call.store.readSeqs.get(call.op, conversationID) ?? 0
}

function conversationMsg(call: Call, row: Conversation) {
  const { store } = call
  const { conversationID, groupID, userID } = row
  const maxSeq = store.streams.maxSeq(conversationID)
  const last = readRange(call, call.op, { conversationID, begin: maxSeq, end: maxSeq, num: 1 }, 0)
  const user = groupID ? undefined : store.users.get(userID)
  const friend = groupID ? undefined : store.friends.get(call.op, userID)
  const group = groupID ? store.groups.get(groupID) : undefined
  return {
    conversation: conversationInfo(row),
    lastMsg: last?.Msgs[0] ?? null,
    user: user ? userInfo(user) : null,
    friend: friend ?? null,
    group: group ? groupInfo(store, group) : null,
    maxSeq,
    readSeq: readSeq(call, conversationID),
  }
}
