import { expect } from 'vitest'
import type { World } from '@/server/testing/world'

const options = { operationId: 'test' }

/** Groups in the states that actions on them meet. The first user owns, the next `admins` are its admins. */
export function testGroups(world: World) {
  const { groups } = world.env.openim

  return {
    /** Nobody owns it any more. */
    async ownerless(size: number, admins = 0) {
      const made = await world.group(size, admins)
      await groups.setMember(made.groupId, made.userIds[0] ?? '', { role: 'member' }, options)
      expect(await groups.owners(made.groupId, options)).toEqual([])
      return made
    },

    /** The first and the second user own it: a transfer that named the wrong owner. */
    async withTwoOwners(size: number) {
      const made = await world.group(size)
      const [, second = '', third = ''] = made.userIds
      // The released OpenIM answers truthfully here.
      await groups.transfer(made.groupId, third, second, options)
      expect(await groups.owners(made.groupId, options)).toHaveLength(2)
      return made
    },

    now: (groupId: string) => groups.byId(groupId, options),
    ownersOf: async (groupId: string) => (await groups.owners(groupId, options)).map((one) => one.userId),
    async rolesOf(groupId: string) {
      const members = await groups.members.all(groupId, options)
      return Object.fromEntries(members.map(({ userId, role }) => [userId, role]))
    },

    /** Dismissed outside of Steward, and emptied. */
    async dismissByHand(groupId: string) {
      await groups.dismiss(groupId, options)
      await expect.poll(() => groups.members.ids(groupId, options)).toEqual([])
    },
    muteByHand: (groupId: string) => groups.mute(groupId, options),
    unmuteByHand: (groupId: string) => groups.unmute(groupId, options),
  }
}
