import { z } from 'zod'
import { readInBatches } from './batches'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { OpenimError } from './errors'
import { type GroupRole, type Member, wireMember } from './group-schema'
import { requestId, requestIds, requestPage, wireInt, wireList } from './wire'

const memberIds = readRoute(
  '/group/get_group_member_user_id',
  z.object({ groupID: requestId }),
  z.object({ userIDs: wireList(z.string().min(1)) }),
)

const membersById = readRoute(
  '/group/get_group_members_info',
  z.object({ groupID: requestId, userIDs: requestIds(1_000) }),
  z.object({ members: wireList(wireMember) }),
)

const memberPage = readRoute(
  '/group/get_group_member_list',
  z.object({ groupID: requestId, pagination: requestPage }),
  z.object({ total: wireInt, members: wireList(wireMember) }),
)

/** How often `all` reads again when people come and go meanwhile. */
const mostRounds = 8

/**
 * Reading the people of a group. With the admin token OpenIM answers an unknown group and a dismissed one alike: nobody
 * is in it (contract 4.4). Ask for the group itself to tell them apart.
 */
export function createGroupMembers(call: Call) {
  async function ids(groupId: string, options: CallOptions): Promise<string[]> {
    return (await call(memberIds, { groupID: groupId }, options)).userIDs
  }

  function details(groupId: string, userIds: readonly string[], options: CallOptions): Promise<Member[]> {
    return readInBatches(
      userIds,
      (member) => member.userId,
      async (userIDs) => (await call(membersById, { groupID: groupId, userIDs }, options)).members,
    )
  }

  async function page(groupId: string, page: number, size: number, options: CallOptions) {
    const body = { groupID: groupId, pagination: { pageNumber: page, showNumber: size } }
    const data = await call(memberPage, body, options)
    return { members: data.members, total: data.total }
  }

  /** The members that have one of `roles`. Pages come by role, highest first, so it stops at the first page with others. */
  async function withRoles(
    groupId: string,
    roles: readonly GroupRole[],
    options: CallOptions,
  ): Promise<Member[]> {
    const size = 50
    const found = new Map<string, Member>()
    for (let number = 1; ; number += 1) {
      const { members, total } = await page(groupId, number, size, options)
      const wanted = members.filter((member) => roles.includes(member.role))
      for (const member of wanted) found.set(member.userId, member)
      if (wanted.length < members.length || members.length === 0 || number * size >= total)
        return [...found.values()]
    }
  }

  const members = {
    /** The ids of everybody in the group, owner first, then admins. */
    ids,

    /** Members by user id, in the order asked for; who is not in the group is left out. Any number of ids. */
    details,

    /** A page of the members, highest role first; inside a page the order is random. `page` counts from 1. */
    page,

    /**
     * Everybody in the group with their details, as one consistent list: ids, details by id, ids again, until both agree
     * (design section 7). Where people come and go so fast that they never do, the ids as read last, with whoever left in
     * that moment left out; throws `uncertain` / `members_changing` if that is more than one in a hundred.
     */
    async all(groupId: string, options: CallOptions): Promise<Member[]> {
      const known = new Map<string, Member>()
      async function learn(wanted: readonly string[]) {
        const missing = wanted.filter((id) => !known.has(id))
        for (const member of await details(groupId, missing, options)) known.set(member.userId, member)
      }
      let expected = await ids(groupId, options)
      for (let round = 0; round < mostRounds; round += 1) {
        await learn(expected)
        expected = await ids(groupId, options)
        const present = new Set(expected)
        for (const id of known.keys()) if (!present.has(id)) known.delete(id)
        if (known.size === present.size) break
      }
      await learn(expected)
      const everybody = expected.flatMap((id) => known.get(id) ?? [])
      if ((expected.length - everybody.length) * 100 <= expected.length) return everybody
      throw new OpenimError({
        kind: 'uncertain',
        reason: 'members_changing',
        meaning: 'people join and leave faster than the group can be read',
        route: membersById.route,
        operationId: options.operationId,
      })
    },
  }

  return {
    members,

    /** Everybody with the owner's role: none, one, or, after a transfer that went wrong, several. */
    owners(groupId: string, options: CallOptions): Promise<Member[]> {
      return withRoles(groupId, ['owner'], options)
    },

    /** The owners and the group admins. */
    leaders(groupId: string, options: CallOptions): Promise<Member[]> {
      return withRoles(groupId, ['owner', 'admin'], options)
    },
  }
}
