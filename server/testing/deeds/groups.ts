import { expect } from 'vitest'
import { testGroups } from '@/server/actions/group/test-groups'
import { perform } from '@/server/testing/actions'
import { say } from '@/server/testing/chat'
import type { DeedCase, Prepared, Stage } from '@/server/testing/deeds/deed'
import { reportedOnce } from '@/server/testing/reported-message'

const options = { operationId: 'test' }

async function toSuspend({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId } = await world.group(4)
  return {
    action: 'group.suspend',
    subjectId: groupId,
    once: { groupId, changes: { mute: 1 } },
    async holds() {
      expect(await groups.now(groupId)).toMatchObject({ status: 'muted', memberCount: 4 })
    },
  }
}

async function toLift({ world, actor }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId } = await world.group(4)
  await perform(world, actor, 'group.suspend', groupId)
  return {
    action: 'group.lift',
    subjectId: groupId,
    once: { groupId, changes: { mute: 1, unmute: 1 } },
    async holds() {
      expect(await groups.now(groupId)).toMatchObject({ status: 'normal', memberCount: 4 })
    },
  }
}

async function toDismiss({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId, userIds } = await world.group(6, 2)
  return {
    action: 'group.dismiss',
    subjectId: groupId,
    once: { groupId, changes: { dismiss: 1 } },
    async holds(item) {
      expect(await groups.now(groupId)).toMatchObject({ status: 'dismissed', memberCount: 0 })
      const kept = await world.env.db.prisma.snapshotMember.findMany({
        where: { snapshot: { ledgerId: item.id }, presentAtEnd: true },
      })
      const roles = kept.map(({ userId, role }) => [userId, role])
      expect(roles.toSorted()).toEqual(
        userIds.map((id, nth) => [id, nth === 0 ? 'owner' : nth < 3 ? 'admin' : 'member']).toSorted(),
      )
    },
  }
}

/** Also against a warning that is sent twice. */
async function toWarn({ world }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const groups = testGroups(world)
  const { groupId, userIds } = await world.group(3)
  return {
    action: 'group.dismiss',
    subjectId: groupId,
    input: { warn: { text: 'We close this group.' } },
    once: { groupId, changes: { dismiss: 1 } },
    async holds() {
      expect(await groups.now(groupId)).toMatchObject({ status: 'dismissed', memberCount: 0 })
      const seen = await openim.messages.newestAs(userIds[0] ?? '', groupId, 30, options)
      expect(seen.filter((one) => one.content.includes('We close'))).toHaveLength(1)
    },
  }
}

/** A reported message is deleted before: the dismissal waits for that row of its own. */
async function toDeleteFirst({ world }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const groups = testGroups(world)
  const { groupId, userIds } = await world.group(3)
  const [, sender = ''] = userIds
  const message = await say(world, sender, { groupId }, 'reported once')
  const subjectId = await reportedOnce(world, message)
  const { conversationId, seq } = message
  return {
    action: 'group.dismiss',
    subjectId: groupId,
    input: { deleteReported: [subjectId] },
    once: { groupId, changes: { delete: 1, dismiss: 1 } },
    async holds() {
      expect(await groups.now(groupId)).toMatchObject({ status: 'dismissed', memberCount: 0 })
      const [now] = await openim.messages.pull(sender, conversationId, seq, seq, options)
      expect(now).toMatchObject({ deleted: true })
    },
  }
}

/** Owner, admins, a group nickname and a mute come back. */
async function toRestore({ world, actor }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const groups = testGroups(world)
  const { groupId, userIds } = await world.group(6, 2)
  const [, , , , named = '', muted = ''] = userIds
  await openim.groups.setMember(groupId, named, { nickname: 'Named' }, options)
  await openim.groups.muteMember(groupId, muted, 3_600, options)
  const before = await groups.rolesOf(groupId)
  await perform(world, actor, 'group.dismiss', groupId)
  const { transfer = 0 } = world.sandbox.store.counters.of(groupId)
  return {
    action: 'group.restore',
    subjectId: groupId,
    once: { groupId, changes: { transfer: transfer + 1 } },
    async holds() {
      expect(await groups.now(groupId)).toMatchObject({ status: 'normal', memberCount: 6 })
      expect(await groups.rolesOf(groupId)).toEqual(before)
      const members = await openim.groups.members.details(groupId, [named, muted], options)
      expect(members[0]).toMatchObject({ nickname: 'Named', mutedUntil: null })
      expect(members[1]?.mutedUntil).toBeGreaterThan(Date.now())
    },
  }
}

async function toTransfer({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId, userIds } = await world.group(5, 1)
  const [owner = '', admin = '', , wanted = ''] = userIds
  return {
    action: 'group.transfer',
    subjectId: groupId,
    input: { userId: wanted },
    once: { groupId, changes: { transfer: 1 } },
    async holds(item) {
      expect(await groups.ownersOf(groupId)).toEqual([wanted])
      expect(await groups.rolesOf(groupId)).toMatchObject({ [owner]: 'member', [admin]: 'admin' })
      expect(item.inverse).toEqual({ action: 'group.transfer', input: { userId: owner } })
    },
  }
}

/** The one admin becomes the owner: the member whose role the transfer takes has to get it back. */
async function toRepair({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId, userIds } = await groups.ownerless(4, 1)
  const before = await groups.rolesOf(groupId)
  const [, admin = ''] = userIds
  return {
    action: 'group.repair',
    subjectId: groupId,
    input: { userId: admin },
    once: { groupId, changes: { transfer: 1 } },
    async holds() {
      expect(await groups.rolesOf(groupId)).toEqual({ ...before, [admin]: 'owner' })
    },
  }
}

async function toRepairTwo({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId, userIds } = await groups.withTwoOwners(4)
  const [first = '', second = ''] = userIds
  return {
    action: 'group.repair',
    subjectId: groupId,
    input: { userId: second },
    once: null,
    async holds() {
      expect(await groups.ownersOf(groupId)).toEqual([second])
      expect(await groups.rolesOf(groupId)).toMatchObject({ [first]: 'admin' })
    },
  }
}

async function toRepairAlone({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId, userIds } = await groups.ownerless(1)
  return {
    action: 'group.repair',
    subjectId: groupId,
    input: { userId: userIds[0] },
    once: null,
    async holds() {
      expect(await groups.rolesOf(groupId)).toEqual({ [userIds[0] ?? '']: 'owner' })
    },
  }
}

async function toEdit({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId } = await world.group(3)
  const name = (await groups.now(groupId))?.name
  return {
    action: 'group.edit',
    subjectId: groupId,
    input: { name: 'New name', joinRule: 'open' },
    once: { groupId, changes: { info: 1 } },
    async holds(item) {
      expect(await groups.now(groupId)).toMatchObject({ name: 'New name', needVerification: 2 })
      expect(item.inverse?.input).toEqual({ name, joinRule: 'apply' })
    },
  }
}

async function toAnnounce({ world }: Stage): Promise<Prepared> {
  const groups = testGroups(world)
  const { groupId } = await world.group(3)
  return {
    action: 'group.announce',
    subjectId: groupId,
    input: { text: 'Be kind.' },
    once: { groupId, changes: { info: 1 } },
    async holds() {
      expect((await groups.now(groupId))?.announcement).toBe('Be kind.')
    },
  }
}

const edit = '/group/set_group_info_ex'
/** Every action on groups. */
export const GROUP_DEEDS: readonly DeedCase[] = [
  { name: 'suspend', action: 'group.suspend', route: '/group/mute_group', prepare: toSuspend },
  { name: 'lift', action: 'group.lift', route: '/group/cancel_mute_group', prepare: toLift },
  { name: 'dismiss', action: 'group.dismiss', route: '/group/dismiss_group', prepare: toDismiss },
  { name: 'dismiss with a warning', action: 'group.dismiss', route: '/msg/send_msg', prepare: toWarn },
  {
    name: 'dismiss, deleting first',
    action: 'group.dismiss',
    route: '/msg/delete_msgs',
    prepare: toDeleteFirst,
  },
  { name: 'restore', action: 'group.restore', route: '/group/invite_user_to_group', prepare: toRestore },
  { name: 'transfer', action: 'group.transfer', route: '/group/transfer_group', prepare: toTransfer },
  { name: 'repair: no owner', action: 'group.repair', route: '/group/transfer_group', prepare: toRepair },
  {
    name: 'repair: two owners',
    action: 'group.repair',
    route: '/group/set_group_member_info',
    prepare: toRepairTwo,
  },
  { name: 'repair: alone', action: 'group.repair', route: '/group/quit_group', prepare: toRepairAlone },
  { name: 'edit', action: 'group.edit', route: edit, prepare: toEdit },
  { name: 'announce', action: 'group.announce', route: edit, prepare: toAnnounce },
]
