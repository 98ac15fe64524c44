import { appendNow, compose } from '../delivery'
import { type Group, type Member, type Message, ORDINARY, OWNER, type User } from '../state/model'
import type { Store } from '../state/store'
import { groupInfo, memberInfo } from '../views'
import { encodeContent, encodeJson } from '../wire/json-encode'
import { pictureContent } from './picture'
import { groupIDOf, messageIDOf, type Random } from './random'

/** A group row with defaults; its id is made from the key. */
export function groupRow(key: string, createTime: number, values: Partial<Group> = {}): Group {
  return {
    groupID: groupIDOf(key),
    groupName: key,
    notification: '',
    introduction: '',
    faceURL: '',
    createTime,
    ex: '',
    status: 0,
    creatorUserID: '',
    groupType: 2,
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
    ...values,
  }
}

export function memberRow(groupID: string, userID: string, joinTime: number, roleLevel = ORDINARY): Member {
  return {
    groupID,
    userID,
    roleLevel,
    joinTime,
    nickname: '',
    faceURL: '',
    joinSource: 2,
    operatorUserID: '',
    ex: '',
    muteEndTime: 0,
    inviterUserID: '',
  }
}

/** Something somebody said, as their phone sent it. */
export interface Saying {
  from: User
  groupID?: string
  to?: User
  text: string
  picture?: boolean
  at: number
  /** Makes the message ids, so that incidents can name them. */
  key: string
}

/** The stored message of a saying; `base` is the sandbox's own address, where its pictures are. */
export function messageOf(saying: Saying, base: string, random: Random): Message {
  const { from, groupID = '', to, text, picture, at, key } = saying
  const content = picture ? pictureContent(text, base) : encodeContent(new Map([['content', text]]))
  const draft = {
    sendID: from.userID,
    recvID: to?.userID ?? '',
    groupID,
    sessionType: groupID ? 3 : 1,
    contentType: picture ? 102 : 101,
    content,
    clientMsgID: messageIDOf(key),
    serverMsgID: messageIDOf(`server ${key}`),
    senderPlatformID: random.pick([1, 2, 2, 5]),
    senderNickname: from.nickname,
    senderFaceURL: from.faceURL,
    msgFrom: 100,
    sendTime: at,
    createTime: at - random.int(20, 900),
    status: 2,
  }
  return compose(draft, at)
}

/** The notice that a group was created, which is the first message of its conversation. */
export function createdNotice(store: Store, group: Group): Message {
  const owner = [...store.membersOf(group.groupID).values()].find((m) => m.roleLevel === OWNER)
  const who = owner ? memberInfo(store, owner) : null
  const tips = {
    group: groupInfo(store, group),
    opUser: who,
    memberList: store
      .membersByRole(group.groupID)
      .slice(0, 5)
      .map((m) => memberInfo(store, m)),
    operationTime: group.createTime,
    groupOwnerUser: who,
  }
  const draft = {
    sendID: owner?.userID ?? '',
    recvID: group.groupID,
    groupID: group.groupID,
    sessionType: 3,
    contentType: 1501,
    content: encodeJson({ detail: encodeJson(tips) }),
    clientMsgID: messageIDOf(`created ${group.groupID}`),
    serverMsgID: messageIDOf(`server created ${group.groupID}`),
    options: { offlinePush: false, unreadCount: true },
  }
  return compose(draft, group.createTime)
}

/** Puts messages into their conversations in the order in which they were sent. */
export function storeMessages(store: Store, messages: Message[]): void {
  for (const message of messages.sort((a, b) => a.sendTime - b.sendTime)) {
    appendNow(store, message)
    store.streams.markStored(message)
  }
}
