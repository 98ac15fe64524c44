import { z } from 'zod'
import { wireInt, wireMs, wireMsOrNull, wireTextOrNull } from './wire'

export type GroupStatus = 'normal' | 'muted' | 'dismissed' | 'banned'
export type GroupRole = 'owner' | 'admin' | 'member'

/** A group as OpenIM has it. Times in ms. */
export interface Group {
  id: string
  name: string
  announcement: string
  introduction: string
  faceUrl: string
  /** Null where nobody has the owner's role, as after a dismissal. */
  ownerId: string | null
  creatorId: string | null
  createdAt: number
  memberCount: number
  status: GroupStatus
  /** OpenIM's own number, for the record. */
  statusCode: number
  /** 0 applying needs approval, 1 everything does, 2 people join directly. */
  needVerification: number
  lookMemberInfo: number
  applyMemberFriend: number
  announcedAt: number | null
  ex: string
}

/** Somebody in a group. Times in ms. */
export interface Member {
  groupId: string
  userId: string
  role: GroupRole
  joinedAt: number
  /** The name in this group, or the profile's where there is none: OpenIM does not say which. */
  nickname: string
  faceUrl: string
  /** 1 by an admin, 2 invitation, 3 search, 4 QR code, 0 joined directly. */
  joinSource: number
  inviterId: string | null
  operatorId: string | null
  /** Muted until then; null if never muted. In the past: no longer muted. */
  mutedUntil: number | null
  ex: string
}

/**
 * OpenIM compares the status only with 2 and 3 and stores whatever a creator sends (contract 4.1, 4.4), so any other
 * number behaves as normal. 1 has a name but no effect.
 */
export function groupStatus(code: number): GroupStatus {
  if (code === 2) return 'dismissed'
  if (code === 3) return 'muted'
  return code === 1 ? 'banned' : 'normal'
}

/** OpenIM compares the role only with 100 and 60; everybody else is an ordinary member. */
export function groupRole(level: number): GroupRole {
  if (level === 100) return 'owner'
  return level === 60 ? 'admin' : 'member'
}

export const roleLevels = { owner: 100, admin: 60, member: 20 } as const satisfies Record<GroupRole, number>

export const wireGroup = z
  .object({
    groupID: z.string().min(1),
    groupName: z.string(),
    notification: z.string(),
    introduction: z.string(),
    faceURL: z.string(),
    ownerUserID: wireTextOrNull,
    creatorUserID: wireTextOrNull,
    createTime: wireMs,
    memberCount: wireInt,
    status: wireInt,
    needVerification: wireInt,
    lookMemberInfo: wireInt,
    applyMemberFriend: wireInt,
    notificationUpdateTime: wireMsOrNull,
    ex: z.string(),
  })
  .transform(
    (wire): Group => ({
      id: wire.groupID,
      name: wire.groupName,
      announcement: wire.notification,
      introduction: wire.introduction,
      faceUrl: wire.faceURL,
      ownerId: wire.ownerUserID,
      creatorId: wire.creatorUserID,
      createdAt: wire.createTime,
      memberCount: wire.memberCount,
      status: groupStatus(wire.status),
      statusCode: wire.status,
      needVerification: wire.needVerification,
      lookMemberInfo: wire.lookMemberInfo,
      applyMemberFriend: wire.applyMemberFriend,
      announcedAt: wire.notificationUpdateTime,
      ex: wire.ex,
    }),
  )

export const wireMember = z
  .object({
    groupID: z.string().min(1),
    userID: z.string().min(1),
    roleLevel: wireInt,
    joinTime: wireMs,
    nickname: z.string(),
    faceURL: z.string(),
    joinSource: wireInt,
    inviterUserID: wireTextOrNull,
    operatorUserID: wireTextOrNull,
    muteEndTime: wireMsOrNull,
    ex: z.string(),
  })
  .transform(
    (wire): Member => ({
      groupId: wire.groupID,
      userId: wire.userID,
      role: groupRole(wire.roleLevel),
      joinedAt: wire.joinTime,
      nickname: wire.nickname,
      faceUrl: wire.faceURL,
      joinSource: wire.joinSource,
      inviterId: wire.inviterUserID,
      operatorId: wire.operatorUserID,
      mutedUntil: wire.muteEndTime,
      ex: wire.ex,
    }),
  )
