import type {
  Black,
  Conversation,
  Friend,
  FriendRequest,
  Group,
  JoinRequest,
  Member,
  Message,
  User,
} from './state/model'
import type { Store } from './state/store'

/** Wire objects, keys in the order of contract appendix C. */
export function userInfo(u: User) {
  const { userID, nickname, faceURL, ex, createTime, appMangerLevel, globalRecvMsgOpt } = u
  return { userID, nickname, faceURL, ex, createTime, appMangerLevel, globalRecvMsgOpt }
}

/** The short profile used in join requests, friends and blacklists. */
export function publicUser(store: Store, userID: string) {
  const u = store.users.get(userID)
  if (!u) return null
  return { userID: u.userID, nickname: u.nickname, faceURL: u.faceURL, ex: u.ex }
}

/** GroupInfo; owner and count are computed from the member rows unless given. */
export function groupInfo(
  store: Store,
  g: Group,
  ownerUserID = store.ownerOf(g.groupID)?.userID ?? '',
  memberCount = store.membersOf(g.groupID).size,
) {
  return {
    groupID: g.groupID,
    groupName: g.groupName,
    notification: g.notification,
    introduction: g.introduction,
    faceURL: g.faceURL,
    ownerUserID,
    createTime: g.createTime,
    memberCount,
    ex: g.ex,
    status: g.status,
    creatorUserID: g.creatorUserID,
    groupType: g.groupType,
    needVerification: g.needVerification,
    lookMemberInfo: g.lookMemberInfo,
    applyMemberFriend: g.applyMemberFriend,
    notificationUpdateTime: g.notificationUpdateTime,
    notificationUserID: g.notificationUserID,
  }
}

/** GroupMemberFullInfo; nickname and face fall back to the profile. */
export function memberInfo(store: Store, m: Member) {
  const profile = store.users.get(m.userID)
  return {
    groupID: m.groupID,
    userID: m.userID,
    roleLevel: m.roleLevel,
    joinTime: m.joinTime,
    nickname: m.nickname || (profile?.nickname ?? ''),
    faceURL: m.faceURL || (profile?.faceURL ?? ''),
    appMangerLevel: 0,
    joinSource: m.joinSource,
    operatorUserID: m.operatorUserID,
    ex: m.ex,
    muteEndTime: m.muteEndTime,
    inviterUserID: m.inviterUserID,
  }
}

/** A join request. handleMsg, handleUserID and handleTime are never filled, as on the real server (contract 4.3). */
export function joinRequestInfo(store: Store, r: JoinRequest, withUser = true) {
  const group = store.groups.get(r.groupID)
  return {
    userInfo: withUser ? publicUser(store, r.userID) : null,
    groupInfo: group ? groupInfo(store, group) : null,
    handleResult: r.handleResult,
    reqMsg: r.reqMsg,
    handleMsg: '',
    reqTime: r.reqTime,
    handleUserID: '',
    handleTime: 0,
    ex: r.ex,
    joinSource: r.joinSource,
    inviterUserID: r.inviterUserID ?? '',
  }
}

/** MsgData as history routes give it: content in base64 (contract 7.1). */
export function msgData(m: Message) {
  return {
    sendID: m.sendID,
    recvID: m.recvID,
    groupID: m.groupID,
    clientMsgID: m.clientMsgID,
    serverMsgID: m.serverMsgID,
    senderPlatformID: m.senderPlatformID,
    senderNickname: m.senderNickname,
    senderFaceURL: m.senderFaceURL,
    sessionType: m.sessionType,
    msgFrom: m.msgFrom,
    contentType: m.contentType,
    content: m.content ? Buffer.from(m.content).toString('base64') : null,
    seq: m.seq,
    sendTime: m.sendTime,
    createTime: m.createTime,
    status: m.status,
    isRead: m.isRead ?? false,
    options: new Map(Object.entries(m.options)),
    offlinePushInfo: m.offlinePushInfo,
    atUserIDList: m.atUserIDList,
    attachedInfo: m.attachedInfo,
    ex: m.ex,
  }
}

/** A chatLog of search_msg: content as text, the group's face as the sender's (contract 7.2). */
export function chatLog(store: Store, m: Message) {
  const group = m.sessionType === 3 ? store.groups.get(m.groupID) : undefined
  const nickname = m.senderNickname || (store.users.get(m.sendID)?.nickname ?? '')
  return {
    serverMsgID: m.serverMsgID,
    clientMsgID: m.clientMsgID,
    sendID: m.sendID,
    recvID: group ? m.groupID : m.recvID,
    groupID: m.groupID,
    recvNickname: group ? '' : (store.users.get(m.recvID)?.nickname ?? ''),
    senderPlatformID: m.senderPlatformID,
    senderNickname: nickname,
    senderFaceURL: group ? group.faceURL : m.senderFaceURL,
    groupName: group?.groupName ?? '',
    sessionType: m.sessionType,
    msgFrom: m.msgFrom,
    contentType: m.contentType,
    content: m.content,
    status: m.status,
    sendTime: m.sendTime,
    createTime: m.createTime,
    ex: m.ex,
    groupFaceURL: '',
    groupMemberCount: group ? store.membersOf(m.groupID).size : 0,
    seq: m.seq,
    groupOwner: '',
    groupType: group?.groupType ?? 0,
  }
}

export function conversationInfo(c: Conversation) {
  return {
    ownerUserID: c.ownerUserID,
    conversationID: c.conversationID,
    recvMsgOpt: c.recvMsgOpt,
    conversationType: c.conversationType,
    userID: c.userID,
    groupID: c.groupID,
    isPinned: c.isPinned,
    attachedInfo: c.attachedInfo,
    isPrivateChat: c.isPrivateChat,
    groupAtType: c.groupAtType,
    ex: c.ex,
    burnDuration: c.burnDuration,
    minSeq: c.minSeq,
    maxSeq: c.maxSeq,
    msgDestructTime: c.msgDestructTime,
    latestMsgDestructTime: c.latestMsgDestructTime,
    isMsgDestruct: c.isMsgDestruct,
  }
}

/** createTime is in seconds here, as seen live. */
export function blackInfo(store: Store, b: Black) {
  return {
    ownerUserID: b.ownerUserID,
    createTime: Math.floor(b.createTime / 1000),
    blackUserInfo: publicUser(store, b.blackUserID),
    addSource: b.addSource,
    operatorUserID: b.operatorUserID,
    ex: b.ex,
  }
}

/** FriendInfo; of the profile only id, names, face and ex are filled, and createTime is in seconds. */
export function friendInfo(store: Store, f: Friend) {
  const user = publicUser(store, f.friendUserID)
  return {
    ownerUserID: f.ownerUserID,
    remark: f.remark,
    createTime: Math.floor(f.createTime / 1000),
    friendUser: user ? { ...user, createTime: 0, appMangerLevel: 0, globalRecvMsgOpt: 0 } : null,
    addSource: f.addSource,
    operatorUserID: f.operatorUserID,
    ex: f.ex,
    isPinned: f.isPinned,
  }
}

export function friendRequestInfo(store: Store, r: FriendRequest) {
  const from = store.users.get(r.fromUserID)
  const to = store.users.get(r.toUserID)
  return {
    fromUserID: r.fromUserID,
    fromNickname: from?.nickname ?? '',
    fromFaceURL: from?.faceURL ?? '',
    toUserID: r.toUserID,
    toNickname: to?.nickname ?? '',
    toFaceURL: to?.faceURL ?? '',
    handleResult: r.handleResult,
    reqMsg: r.reqMsg,
    createTime: r.createTime,
    handlerUserID: r.handlerUserID,
    handleMsg: r.handleMsg,
    handleTime: r.handleTime,
    ex: r.ex,
  }
}
