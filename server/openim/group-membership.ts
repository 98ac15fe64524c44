import { z } from 'zod'
import { type Call, type CallOptions, writeRoute } from './endpoint'
import { roleLevels } from './group-schema'
import { noData, requestId, requestIds } from './wire'

/** The released line stops an invitation after this many people and answers an error (contract 12). */
export const mostInvited = 50

const muteMember = writeRoute(
  '/group/mute_group_member',
  z.object({ groupID: requestId, userID: requestId, mutedSeconds: z.int().min(1).max(4_294_967_295) }),
  noData,
)

const unmuteMember = writeRoute(
  '/group/cancel_mute_group_member',
  z.object({ groupID: requestId, userID: requestId }),
  noData,
)

const invite = writeRoute(
  '/group/invite_user_to_group',
  z.object({
    groupID: requestId,
    invitedUserIDs: requestIds(mostInvited),
    reason: z.string(),
    sendMessage: z.boolean().optional(),
  }),
  noData,
)

const kick = writeRoute(
  '/group/kick_group',
  z.object({
    groupID: requestId,
    kickedUserIDs: requestIds(1_000),
    reason: z.string(),
    sendMessage: z.boolean().optional(),
  }),
  noData,
)

const quit = writeRoute('/group/quit_group', z.object({ groupID: requestId, userID: requestId }), noData)

const transfer = writeRoute(
  '/group/transfer_group',
  z
    .object({ groupID: requestId, oldOwnerUserID: requestId, newOwnerUserID: requestId })
    .refine((body) => body.oldOwnerUserID !== body.newOwnerUserID, 'the old and the new owner are the same'),
  noData,
)

const setMembers = writeRoute(
  '/group/set_group_member_info',
  z.object({
    members: z
      .array(
        z.object({
          groupID: requestId,
          userID: requestId,
          roleLevel: z.union([z.literal(roleLevels.admin), z.literal(roleLevels.member)]).optional(),
          nickname: z.string().optional(),
          faceURL: z.string().optional(),
          ex: z.string().optional(),
        }),
      )
      .min(1)
      .max(1_000)
      .refine((all) => new Set(all.map((one) => one.userID)).size === all.length, 'a user stands twice'),
  }),
  noData,
)

export interface MemberChanges {
  /** Never for the owner: OpenIM would demote them and leave the group without one. */
  role?: 'admin' | 'member' | undefined
  nickname?: string | undefined
  faceUrl?: string | undefined
  ex?: string | undefined
}

export interface Notice {
  /** Whether OpenIM writes a notice into the chat; its own setting decides where this is left out. */
  sendMessage?: boolean | undefined
}

/** Changing who is in a group and what they may do there (contract 4.5). */
export function createGroupMembership(call: Call) {
  function setMany(
    groupId: string,
    changes: readonly (MemberChanges & { userId: string })[],
    options: CallOptions,
  ): Promise<undefined> {
    const members = changes.map(({ userId, role, nickname, faceUrl, ex }) => ({
      groupID: groupId,
      userID: userId,
      roleLevel: role === undefined ? undefined : roleLevels[role],
      nickname,
      faceURL: faceUrl,
      ex,
    }))
    return call(setMembers, { members }, options)
  }

  return {
    /** Mutes one member from now, in seconds (at least 1). Has no effect on an owner. 1004 if not a member. */
    muteMember(groupId: string, userId: string, seconds: number, options: CallOptions): Promise<undefined> {
      return call(muteMember, { groupID: groupId, userID: userId, mutedSeconds: seconds }, options)
    },

    /** Ends a member's mute. 1004 if not a member. */
    unmuteMember(groupId: string, userId: string, options: CallOptions): Promise<undefined> {
      return call(unmuteMember, { groupID: groupId, userID: userId }, options)
    },

    /**
     * Puts up to 50 people into the group at once, whatever its join rule. Read back whatever the answer: the released
     * line answers 1001 for what succeeded, and main 500 for somebody who is in already, with part of the batch added.
     */
    invite(
      groupId: string,
      userIds: readonly string[],
      notice: Notice & { reason?: string | undefined },
      options: CallOptions,
    ): Promise<undefined> {
      const { reason = '', sendMessage } = notice
      return call(invite, { groupID: groupId, invitedUserIDs: [...userIds], reason, sendMessage }, options)
    },

    /** Removes up to 1,000 people, all or none. Never the owner (1001). They may come back: OpenIM has no group ban. */
    kick(
      groupId: string,
      userIds: readonly string[],
      notice: Notice & { reason?: string | undefined },
      options: CallOptions,
    ): Promise<undefined> {
      const { reason = '', sendMessage } = notice
      return call(kick, { groupID: groupId, kickedUserIDs: [...userIds], reason, sendMessage }, options)
    },

    /** Takes somebody out as if they had left. The owner cannot (1002); nor can anybody kick themselves. */
    quit(groupId: string, userId: string, options: CallOptions): Promise<undefined> {
      return call(quit, { groupID: groupId, userID: userId }, options)
    },

    /**
     * Makes `toUserId` the owner and gives `fromUserId` that person's former role. OpenIM does not check that `from` is
     * the owner, and the same call twice makes two owners: read the owners right before.
     */
    transfer(
      groupId: string,
      fromUserId: string,
      toUserId: string,
      options: CallOptions,
    ): Promise<undefined> {
      const body = { groupID: groupId, oldOwnerUserID: fromUserId, newOwnerUserID: toUserId }
      return call(transfer, body, options)
    },

    /** Changes what is given for one member. */
    setMember(
      groupId: string,
      userId: string,
      changes: MemberChanges,
      options: CallOptions,
    ): Promise<undefined> {
      return setMany(groupId, [{ userId, ...changes }], options)
    },

    /** The same for up to 1,000 members of one group in one call. */
    setMembers: setMany,
  }
}
