import { z } from 'zod'
import { readInBatches } from './batches'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { type Group, wireGroup } from './group-schema'
import { noData, requestId, requestIds, requestPage, wireInt, wireList } from './wire'

const listGroups = readRoute(
  '/group/get_groups',
  z.object({ pagination: requestPage }),
  z.object({ total: wireInt, groups: wireList(z.object({ groupInfo: wireGroup })) }),
)

const groupsById = readRoute(
  '/group/get_groups_info',
  z.object({ groupIDs: requestIds(1_000) }),
  z.object({ groupInfos: wireList(wireGroup) }),
)

const createGroup = writeRoute(
  '/group/create_group',
  z.object({
    groupInfo: z.object({
      groupID: requestId.optional(),
      groupName: z.string().trim().min(1),
      introduction: z.string().optional(),
      notification: z.string().optional(),
      faceURL: z.string().optional(),
      ex: z.string().optional(),
      needVerification: z.int().min(0).max(2).optional(),
      groupType: z.literal(2),
    }),
    ownerUserID: requestId,
    memberUserIDs: z.array(requestId).max(1_000),
    adminUserIDs: z.array(requestId).max(1_000),
    sendMessage: z.boolean().optional(),
  }),
  z.object({ groupInfo: z.object({ groupID: z.string().min(1) }) }),
)

const setGroupInfo = writeRoute(
  '/group/set_group_info_ex',
  z.object({
    groupID: requestId,
    // A blank name makes OpenIM drop the whole call and answer success (contract 4.5).
    groupName: z.string().trim().min(1).optional(),
    notification: z.string().optional(),
    introduction: z.string().optional(),
    faceURL: z.string().optional(),
    ex: z.string().optional(),
    needVerification: z.int().min(0).max(2).optional(),
    lookMemberInfo: z.int().min(0).max(1).optional(),
    applyMemberFriend: z.int().min(0).max(1).optional(),
  }),
  noData,
)

const dismissGroup = writeRoute(
  '/group/dismiss_group',
  z.object({ groupID: requestId, deleteMember: z.boolean() }),
  noData,
)
const muteGroup = writeRoute('/group/mute_group', z.object({ groupID: requestId }), noData)
const unmuteGroup = writeRoute('/group/cancel_mute_group', z.object({ groupID: requestId }), noData)

export interface NewGroup {
  id?: string | undefined
  name: string
  ownerId: string
  adminIds?: readonly string[] | undefined
  memberIds?: readonly string[] | undefined
  introduction?: string | undefined
  announcement?: string | undefined
  faceUrl?: string | undefined
  ex?: string | undefined
  needVerification?: number | undefined
  sendMessage?: boolean | undefined
}

export interface GroupChanges {
  name?: string | undefined
  announcement?: string | undefined
  introduction?: string | undefined
  faceUrl?: string | undefined
  ex?: string | undefined
  needVerification?: number | undefined
  lookMemberInfo?: number | undefined
  applyMemberFriend?: number | undefined
}

export interface GroupPage {
  groups: Group[]
  total: number
}

/** The groups themselves (contract 4.4, 4.5). Their people are in group-members.ts. */
export function createGroups(call: Call) {
  return {
    /** A page of all groups but the dismissed ones, newest first. `page` counts from 1. */
    async page(page: number, size: number, options: CallOptions): Promise<GroupPage> {
      const data = await call(listGroups, { pagination: { pageNumber: page, showNumber: size } }, options)
      return { groups: data.groups.map((entry) => entry.groupInfo), total: data.total }
    },

    /** Groups by id, dismissed ones included, in the order asked for; unknown ids are left out. Any number of ids. */
    byIds(ids: readonly string[], options: CallOptions): Promise<Group[]> {
      return readInBatches(
        ids,
        (group) => group.id,
        async (groupIDs) => (await call(groupsById, { groupIDs }, options)).groupInfos,
      )
    },

    /** One group, dismissed or not, or null if OpenIM has none with this id. */
    async byId(groupId: string, options: CallOptions): Promise<Group | null> {
      const data = await call(groupsById, { groupIDs: [groupId] }, options)
      return data.groupInfos.find((group) => group.id === groupId) ?? null
    },

    /** Creates a group and returns its id. Read it afterwards: the answer's member count is one too high. */
    async create(group: NewGroup, options: CallOptions): Promise<string> {
      const body = {
        groupInfo: {
          groupID: group.id,
          groupName: group.name,
          introduction: group.introduction,
          notification: group.announcement,
          faceURL: group.faceUrl,
          ex: group.ex,
          needVerification: group.needVerification,
          groupType: 2 as const,
        },
        ownerUserID: group.ownerId,
        memberUserIDs: [...(group.memberIds ?? [])],
        adminUserIDs: [...(group.adminIds ?? [])],
        sendMessage: group.sendMessage,
      }
      return (await call(createGroup, body, options)).groupInfo.groupID
    },

    /** Changes what is given and leaves the rest; '' clears. A blank name is refused here. 1204 if dismissed. */
    setInfo(groupId: string, changes: GroupChanges, options: CallOptions): Promise<undefined> {
      const { name: groupName, announcement: notification, faceUrl: faceURL, ...rest } = changes
      return call(setGroupInfo, { ...rest, groupID: groupId, groupName, notification, faceURL }, options)
    },

    /**
     * Dismisses a group. OpenIM then deletes its members and their roles by itself, moments later (contract 4.5): keep
     * them first. Again: 1204 before the purge, 1004 after it. A group without an owner answers 1004 too.
     */
    dismiss(groupId: string, options: CallOptions): Promise<undefined> {
      return call(dismissGroup, { groupID: groupId, deleteMember: false }, options)
    },

    /** Sets the status to muted whatever it was: on a dismissed group this revives it. Read the status right before. */
    mute(groupId: string, options: CallOptions): Promise<undefined> {
      return call(muteGroup, { groupID: groupId }, options)
    },

    /** Sets the status to normal whatever it was: on a dismissed group this revives it, open and empty. */
    unmute(groupId: string, options: CallOptions): Promise<undefined> {
      return call(unmuteGroup, { groupID: groupId }, options)
    },
  }
}
