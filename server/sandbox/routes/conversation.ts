import { definedOf } from '../defined'
import { newConversation } from '../delivery'
import { pageOf, pagination, requirePage, shuffled } from '../paging'
import { requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { noteConversation } from '../state/changes'
import type { Conversation } from '../state/model'
import { conversationInfo } from '../views'
import { argsError, need, notFound } from '../wire/errors'
import { bool, int32, int64, list, optional, struct, text } from '../wire/fields'
import { conversationElem } from './conversation-elem'

const setRequest = struct('conversation.SetConversationsReq', {
  userIDs: list(text),
  conversation: optional(
    struct('conversation.ConversationReq', {
      conversationID: text,
      conversationType: int32,
      userID: text,
      groupID: text,
      recvMsgOpt: optional(int32),
      isPinned: optional(bool),
      attachedInfo: optional(text),
      isPrivateChat: optional(bool),
      ex: optional(text),
      burnDuration: optional(int32),
      groupAtType: optional(int32),
      msgDestructTime: optional(int64),
      isMsgDestruct: optional(bool),
    }),
  ),
})

/** Source: contract 6.3. On patch.16 nobody checks who asks (contract 12). */
export const conversationRoutes: Route[] = [
  route(
    '/conversation/get_conversation',
    struct('conversation.GetConversationReq', { conversationID: text, ownerUserID: text }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.conversationID, 'conversationID is empty')
      requireOwn(call, req.ownerUserID)
      const row = call.store.conversations.get(req.ownerUserID, req.conversationID)
      if (!row) throw notFound('conversation not found', 'conversation not found')
      return { conversation: conversationInfo(row) }
    },
  ),

  route(
    '/conversation/get_conversations',
    struct('conversation.GetConversationsReq', { ownerUserID: text, conversationIDs: list(text) }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.conversationIDs, 'conversationIDs is empty')
      requireOwn(call, req.ownerUserID)
      const ids = [...new Set(req.conversationIDs)]
      const rows = ids.flatMap((id) => call.store.conversations.get(req.ownerUserID, id) ?? [])
      return { conversations: shuffled(rows).map(conversationInfo) }
    },
  ),

  route(
    '/conversation/get_all_conversations',
    struct('conversation.GetAllConversationsReq', { ownerUserID: text }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      requireOwn(call, req.ownerUserID)
      return { conversations: shuffled(call.store.conversations.of(req.ownerUserID)).map(conversationInfo) }
    },
  ),

  route(
    '/conversation/get_owner_conversation',
    struct('conversation.GetOwnerConversationReq', { userID: text, pagination }),
    (call, req) => {
      requireOwn(call, req.userID)
      const all = call.store.conversations.of(req.userID)
      const page = req.pagination ?? { pageNumber: 1, showNumber: 0 }
      return { total: all.length, conversations: pageOf(all, page).map(conversationInfo) }
    },
  ),

  route(
    '/conversation/get_sorted_conversation_list',
    struct('conversation.GetSortedConversationListReq', {
      userID: text,
      conversationIDs: list(text),
      pagination,
    }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      const page = requirePage(req.pagination)
      requireOwn(call, req.userID)
      const all = call.store.conversations.of(req.userID)
      const asked = all.filter(
        (c) => !req.conversationIDs.length || req.conversationIDs.includes(c.conversationID),
      )
      if (!asked.length) throw notFound()
      // one without a message fails the whole list, for want of the document to read it from
      const ids = req.conversationIDs.length ? req.conversationIDs : asked.map((c) => c.conversationID)
      if (ids.some((id) => !call.store.streams.maxSeq(id))) throw notFound()
      return sortedList(call, req.userID, asked, page)
    },
  ),

  route('/conversation/set_conversations', setRequest, (call, req) => {
    need(req.userIDs, 'userID is empty')
    const wanted = req.conversation
    if (!wanted) throw argsError('conversation is empty')
    need(wanted.conversationID, 'conversation is empty')
    need(wanted.conversationType, 'conversationType is invalid')
    if (wanted.conversationType === 1) need(wanted.userID, 'userID is empty')
    if (wanted.conversationType === 3) need(wanted.groupID, 'groupID is empty')
    for (const userID of req.userIDs) requireOwn(call, userID)
    const { isPrivateChat, ...flags } = wanted
    for (const userID of req.userIDs) {
      if (hasFlags(flags)) set(call, userID, flags)
      if (isPrivateChat !== undefined && wanted.conversationType !== 3)
        setPrivate(call, userID, wanted, isPrivateChat)
    }
  }),

  ...idRoutes(),

  route(
    '/conversation/delete_conversations',
    struct('conversation.DeleteConversationsReq', {
      ownerUserID: text,
      conversationIDs: list(text),
      needDeleteTime: int64,
    }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      if (req.conversationIDs.length > 0 === req.needDeleteTime > 0) {
        throw argsError('conversationIDs and needDeleteTime need be set')
      }
      requireSelf(call, req.ownerUserID)
      const old = req.needDeleteTime > 0 ? silentFor(call, req.ownerUserID, req.needDeleteTime) : []
      for (const id of [...req.conversationIDs, ...old]) {
        if (call.store.conversations.delete(req.ownerUserID, id))
          noteConversation(call.store, req.ownerUserID, id, 'delete')
      }
    },
    { mainOnly: true },
  ),

  route(
    '/conversation/update_conversations_by_user',
    struct('conversation.UpdateConversationsByUserReq', { userID: text, ex: optional(text) }),
    (call, req) => {
      requireSelf(call, req.userID)
      if (req.ex === undefined) return
      for (const [, , row] of call.store.conversations.entries()) {
        if (row.userID !== req.userID) continue
        row.ex = req.ex
        noteConversation(call.store, row.ownerUserID, row.conversationID, 'update')
      }
    },
    { mainOnly: true },
  ),
]

/** The conversations of somebody whose last message is older than so many days. */
function silentFor(call: Call, ownerUserID: string, days: number): string[] {
  const { conversations, streams } = call.store
  const last = (id: string) => streams.message(id, streams.maxSeq(id))?.sendTime ?? 0
  const ids = conversations.of(ownerUserID).map((c) => c.conversationID)
  return ids.filter((id) => last(id) < call.now - days * DAY_MS)
}

const DAY_MS = 86_400_000

function requireOwn(call: Call, userID: string): void {
  if (!call.rt.patch) requireSelf(call, userID)
}

function idRoutes(): Route[] {
  const request = struct('conversation.GetConversationIDsReq', { userID: text })
  const ids = (path: string, wanted: (c: Conversation) => boolean) =>
    route(path, request, (call, req) => {
      requireOwn(call, req.userID)
      const found = call.store.conversations.of(req.userID).filter(wanted)
      return { conversationIDs: found.map((c) => c.conversationID) }
    })
  return [
    ids('/conversation/get_not_notify_conversation_ids', (c) => c.recvMsgOpt === 2),
    ids('/conversation/get_pinned_conversation_ids', (c) => c.isPinned),
  ]
}

/** Whether anything is to be set; a conversation alone is not made. */
function hasFlags({ conversationID, conversationType, userID, groupID, ...flags }: Change): boolean {
  return Object.keys(definedOf(flags)).length > 0
}

/** Private chat is a matter of both people. */
function setPrivate(call: Call, userID: string, wanted: Change, isPrivateChat: boolean): void {
  const { conversationID, conversationType, userID: peer, groupID } = wanted
  set(call, userID, { conversationID, conversationType, userID: peer, groupID, isPrivateChat })
  set(call, peer, { conversationID, conversationType, userID, groupID, isPrivateChat })
}

type Change = Partial<Conversation> &
  Pick<Conversation, 'conversationID' | 'conversationType' | 'userID' | 'groupID'>

function set(call: Call, ownerUserID: string, wanted: Change): void {
  const { conversationID, conversationType, userID, groupID, ...changes } = wanted
  const known = call.store.conversations.get(ownerUserID, conversationID)
  const row = known ?? newConversation(ownerUserID, conversationID, conversationType, userID, groupID)
  Object.assign(row, definedOf(changes))
  call.store.conversations.set(ownerUserID, conversationID, row)
  noteConversation(call.store, ownerUserID, conversationID, known ? 'update' : 'insert')
}

/** Of several with the same time only the last is shown, as on the real server; pinned ones apart (contract 6.3). */
function distinctTimes<T extends { IsPinned: boolean; msgInfo: { LatestMsgRecvTime: number } }>(
  elems: T[],
): T[] {
  return [...new Map(elems.map((e) => [`${e.IsPinned} ${e.msgInfo.LatestMsgRecvTime}`, e])).values()]
}

/** Pinned conversations first, then by the time of their last message, newest first. */
function sortedList(
  call: Call,
  userID: string,
  rows: Conversation[],
  page: { pageNumber: number; showNumber: number },
) {
  const elems = rows.flatMap((row) => conversationElem(call, userID, row) ?? [])
  const sorted = distinctTimes(elems).sort(
    (a, b) =>
      Number(b.IsPinned) - Number(a.IsPinned) || b.msgInfo.LatestMsgRecvTime - a.msgInfo.LatestMsgRecvTime,
  )
  const unreadTotal = elems.reduce((sum, e) => sum + e.unreadCount, 0)
  return { conversationTotal: elems.length, unreadTotal, conversationElems: pageOf(sorted, page) }
}
