import { randomBytes } from 'node:crypto'
import { conversationCreated, messageSaved } from './message-hooks'
import { push } from './push-hooks'
import type { Runtime } from './runtime'
import { noteConversation } from './state/changes'
import type { Conversation, Message } from './state/model'
import type { Store } from './state/store'
import { byBytes } from './wire/json-encode'

export const SINGLE = 1
export const GROUP = 3
export const NOTIFICATION = 4

/** What a message is made of; the rest is filled in. */
export type Draft = Pick<Message, 'sendID' | 'sessionType' | 'contentType' | 'content'> & Partial<Message>

/** The conversation a message belongs to (contract 6.2). */
export function conversationIDOf(m: Pick<Message, 'sessionType' | 'sendID' | 'recvID' | 'groupID'>): string {
  if (m.sessionType === GROUP) return `sg_${m.groupID}`
  const [a, b] = [m.sendID, m.recvID].sort(byBytes)
  return `${m.sessionType === NOTIFICATION ? 'sn' : 'si'}_${a}_${b}`
}

/** A complete message out of a draft; not delivered yet. */
export function compose(draft: Draft, now: number): Message {
  const message: Message = {
    conversationID: '',
    seq: 0,
    recvID: '',
    groupID: '',
    clientMsgID: randomBytes(16).toString('hex'),
    serverMsgID: randomBytes(16).toString('hex'),
    senderPlatformID: 0,
    senderNickname: '',
    senderFaceURL: '',
    msgFrom: 200,
    sendTime: now,
    createTime: now,
    status: 0,
    ex: '',
    atUserIDList: [],
    options: {},
    offlinePushInfo: null,
    attachedInfo: '',
    stored: false,
    ...draft,
  }
  message.conversationID = conversationIDOf(message)
  return message
}

/**
 * Puts a message into its conversation: it gets its seq after a third of the store delay and can be searched after all
 * of it (contract 7: the send response precedes both).
 */
export function deliver(rt: Runtime, message: Message, operationID: string): void {
  const delay = rt.settings.storeDelayMs
  const seqDelay = Math.floor(delay / 3)
  rt.store.undelivered.add(message)
  rt.later(seqDelay, () => {
    rt.store.undelivered.delete(message)
    append(rt.store, message)
    const open = (flags: object) => {
      for (const row of openRows(rt.store, message)) Object.assign(row, flags)
    }
    if (message.seq === 1) conversationCreated(rt, message, operationID, open)
    else open({})
    void push(rt, message, operationID)
    rt.later(delay - seqDelay, () => {
      rt.store.streams.markStored(message)
      messageSaved(rt, message, operationID)
    })
  })
}

/** Gives a message its seq and makes the conversation rows its first message brings. */
export function appendNow(store: Store, message: Message): void {
  append(store, message)
  openRows(store, message)
}

/** Gives a message its seq; who sent it has read it. */
export function append(store: Store, message: Message): void {
  store.streams.append(message)
  store.readSeqs.set(message.sendID, message.conversationID, message.seq)
  if (message.groupID) store.counters.add(message.groupID, 'message')
}

function openRows(store: Store, message: Message): Conversation[] {
  if (message.sessionType !== GROUP) return openDirect(store, message)
  if (message.seq !== 1) return []
  return openGroup(store, message.groupID, [...store.membersOf(message.groupID).keys()])
}

/** Makes the conversation rows of people who are in a group; a returning member's frozen maxSeq is lifted. */
export function openGroup(store: Store, groupID: string, userIDs: readonly string[]): Conversation[] {
  const conversationID = `sg_${groupID}`
  return userIDs.map((userID) => {
    const known = store.conversations.get(userID, conversationID)
    const row = known ?? newConversation(userID, conversationID, GROUP, '', groupID)
    row.maxSeq = 0
    store.conversations.set(userID, conversationID, row)
    noteConversation(store, userID, conversationID, known ? 'update' : 'insert')
    return row
  })
}

function openDirect(store: Store, m: Message): Conversation[] {
  const type = m.sessionType
  const sides =
    type === NOTIFICATION
      ? [[m.recvID, m.sendID]]
      : [
          [m.sendID, m.recvID],
          [m.recvID, m.sendID],
        ]
  const made: Conversation[] = []
  for (const [owner = '', other = ''] of sides) {
    if (store.conversations.get(owner, m.conversationID)) continue
    const row = newConversation(owner, m.conversationID, type, other, '')
    store.conversations.set(owner, m.conversationID, row)
    noteConversation(store, owner, m.conversationID, 'insert')
    made.push(row)
  }
  return made
}

/** Year 1 in Unix ms: Go's zero time, seen when messages never self-destructed. */
const ZERO_TIME = -62135596800000

export function newConversation(
  ownerUserID: string,
  conversationID: string,
  conversationType: number,
  userID: string,
  groupID: string,
): Conversation {
  return {
    ownerUserID,
    conversationID,
    recvMsgOpt: 0,
    conversationType,
    userID,
    groupID,
    isPinned: false,
    attachedInfo: '',
    isPrivateChat: false,
    groupAtType: 0,
    ex: '',
    burnDuration: 0,
    minSeq: 0,
    maxSeq: 0,
    msgDestructTime: 0,
    latestMsgDestructTime: ZERO_TIME,
    isMsgDestruct: false,
  }
}
