/** Times are Unix milliseconds unless a name says otherwise. Field names are those of the wire (contract 4–7). */
export interface User {
  userID: string
  nickname: string
  faceURL: string
  ex: string
  createTime: number
  appMangerLevel: number
  globalRecvMsgOpt: number
}

export const GROUP_OK = 0
export const GROUP_DISMISSED = 2
export const GROUP_MUTED = 3

export interface Group {
  groupID: string
  groupName: string
  notification: string
  introduction: string
  faceURL: string
  createTime: number
  ex: string
  status: number
  creatorUserID: string
  groupType: number
  needVerification: number
  lookMemberInfo: number
  applyMemberFriend: number
  notificationUpdateTime: number
  notificationUserID: string
}

export const OWNER = 100
export const ADMIN = 60
export const ORDINARY = 20

export interface Member {
  groupID: string
  userID: string
  roleLevel: number
  joinTime: number
  nickname: string
  faceURL: string
  joinSource: number
  operatorUserID: string
  ex: string
  muteEndTime: number
  inviterUserID: string
}

/** A request to join a group. */
export interface JoinRequest {
  groupID: string
  userID: string
  handleResult: number
  reqMsg: string
  reqTime: number
  ex: string
  joinSource: number
  /** Who invited, where that needed approval. */
  inviterUserID?: string
}

export interface OfflinePush {
  title: string
  desc: string
  ex: string
  iOSPushSound: string
  iOSBadgeCount: boolean
  signalInfo: string
}

export interface Message {
  conversationID: string
  seq: number
  sendID: string
  recvID: string
  groupID: string
  clientMsgID: string
  serverMsgID: string
  senderPlatformID: number
  senderNickname: string
  senderFaceURL: string
  sessionType: number
  msgFrom: number
  contentType: number
  /** JSON text. */
  content: string
  sendTime: number
  createTime: number
  status: number
  ex: string
  atUserIDList: string[]
  options: Record<string, boolean>
  offlinePushInfo: OfflinePush | null
  attachedInfo: string
  /** True once search_msg can see it. */
  stored: boolean
  /** Somebody other than the sender marked it as read. */
  isRead?: boolean
  /** Physically deleted: the slot stays, the message is gone. */
  blank?: boolean
  /** Users who deleted it for themselves. */
  hiddenFor?: string[]
  revoke?: Revocation
}

export interface Revocation {
  userID: string
  role: number
  nickname: string
  time: number
}

/** The messages of one conversation; `messages[i].seq` is i + 1. */
export interface Stream {
  conversationID: string
  messages: Message[]
  /** Messages below are cleared for everybody. */
  minSeq: number
}

/** One person's view of a conversation. maxSeq 0 means no limit; more than 0 after a kick or quit. */
export interface Conversation {
  ownerUserID: string
  conversationID: string
  recvMsgOpt: number
  conversationType: number
  userID: string
  groupID: string
  isPinned: boolean
  attachedInfo: string
  isPrivateChat: boolean
  groupAtType: number
  ex: string
  burnDuration: number
  minSeq: number
  maxSeq: number
  msgDestructTime: number
  latestMsgDestructTime: number
  isMsgDestruct: boolean
}

export interface Black {
  ownerUserID: string
  blackUserID: string
  createTime: number
  addSource: number
  operatorUserID: string
  ex: string
}

export interface Friend {
  ownerUserID: string
  friendUserID: string
  remark: string
  createTime: number
  addSource: number
  operatorUserID: string
  ex: string
  isPinned: boolean
}

export interface FriendRequest {
  fromUserID: string
  toUserID: string
  handleResult: number
  reqMsg: string
  createTime: number
  handlerUserID: string
  handleMsg: string
  handleTime: number
  ex: string
}

/** A stored token: 0 normal, 2 kicked. `until` is set on a replaced admin token, which lives five more minutes. */
export interface StoredToken {
  userID: string
  platformID: number
  token: string
  state: 0 | 2
  until?: number
}

/** One entry of a person's key/value list (process_user_command). createTime is in seconds. */
export interface UserCommand {
  userID: string
  type: number
  uuid: string
  value: string
  ex: string
  createTime: number
}
