import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposeOwners } from '@/server/actions/group/candidates'
import { testGroups } from '@/server/actions/group/test-groups'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

describe.each(['main', 'patch.16'] as const)('on %s', (quirks) => {
  let world: World
  let ada: StaffActor
  let groups: ReturnType<typeof testGroups>

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 500 })
    ada = await world.staff('admin')
    groups = testGroups(world)
  })
  afterAll(() => world.close())

  async function obstaclesOf(action: ActionName, groupId: string, userId: string) {
    const plan = await planAction(world.env, { action, subjectId: groupId, input: { userId } }, 'test')
    return plan.obstacles.map(({ key }) => key)
  }

  describe('transfer', () => {
    test('another member owns it, the owner becomes what they were, and it goes back the same way', async () => {
      const { groupId, userIds } = await world.group(5, 2)
      const [owner = '', admin = '', , member = ''] = userIds
      const before = await groups.rolesOf(groupId)
      const item = await perform(world, ada, 'group.transfer', groupId, { userId: admin })
      expect(item).toMatchObject({
        state: 'verified',
        outcome: { facts: { owner: admin } },
        inverse: { action: 'group.transfer', input: { userId: owner } },
      })
      expect(await groups.rolesOf(groupId)).toMatchObject({
        [admin]: 'owner',
        [owner]: 'admin',
        [member]: 'member',
      })
      const back = await perform(world, ada, 'group.transfer', groupId, item.inverse?.input)
      expect(back.state).toBe('verified')
      expect(await groups.rolesOf(groupId)).toEqual(before)
      const { desired } = await world.env.db.prisma.desiredState.findFirstOrThrow({
        where: { subjectId: groupId },
      })
      expect(desired).toMatchObject({ ownerId: owner })
    })

    test('what cannot work is refused before it is tried', async () => {
      const { groupId, userIds } = await world.group(3)
      const [owner = '', member = ''] = userIds
      expect(await obstaclesOf('group.transfer', groupId, owner)).toEqual(['already_owner'])
      expect(await obstaclesOf('group.transfer', groupId, 'stranger')).toEqual(['not_a_member'])
      const two = await groups.withTwoOwners(3)
      expect(await obstaclesOf('group.transfer', two.groupId, two.userIds[2] ?? '')).toEqual([
        'several_owners',
      ])
      const none = await groups.ownerless(3)
      expect(await obstaclesOf('group.transfer', none.groupId, none.userIds[1] ?? '')).toEqual(['ownerless'])
      await groups.dismissByHand(groupId)
      expect(await obstaclesOf('group.transfer', groupId, member)).toEqual(['dismissed_group'])
      const lin = await world.staff('moderator')
      const refused = decide(world, lin, 'group.transfer', two.groupId, { userId: two.userIds[0] })
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    })

    test('and what came in the way meanwhile refuses it before anything is sent', async () => {
      const { groupId, userIds } = await world.group(4)
      const ledgerId = await decide(world, ada, 'group.transfer', groupId, { userId: userIds[3] })
      await world.env.openim.groups.kick(groupId, [userIds[3] ?? ''], {}, options).catch(() => {})
      const runner = startRunner(world.env, { everyMs: 100 })
      const item = await outcomeOf(world, ledgerId)
      await runner.stop()
      expect(item).toMatchObject({ state: 'refused', outcome: { code: 'not_a_member' } })
      expect(await groups.ownersOf(groupId)).toEqual([userIds[0]])
    })

    test('two at once by different tools leave one owner', async () => {
      const { groupId, userIds } = await world.group(6)
      const [owner = '', ours = '', theirs = ''] = userIds
      const ledgerId = await decide(world, ada, 'group.transfer', groupId, { userId: ours })
      world.sandbox.addFaults([{ route: '/group/transfer_group', kind: 'timeout-before', landsAfterMs: 300 }])
      const runner = startRunner(world.env, { everyMs: 100 })
      await expect
        .poll(() =>
          world.sandbox.calls
            .of()
            .some((call) => call.route === '/group/transfer_group' && call.operationID === ledgerId),
        )
        .toBe(true)
      await world.env.openim.groups.transfer(groupId, owner, theirs, options)
      const item = await outcomeOf(world, ledgerId)
      await runner.stop()
      world.sandbox.faults.clear()
      expect(item.state).toMatch(/verified|failed/)
      expect(await groups.ownersOf(groupId)).toHaveLength(1)
    })
  })

  describe('repair', () => {
    test('a group without an owner gets one; nobody else’s role changes', async () => {
      const { groupId, userIds } = await groups.ownerless(5, 1)
      const before = await groups.rolesOf(groupId)
      const [wanted] = await proposeOwners(world.env, groupId, 'test')
      expect(wanted).toMatchObject({ userId: userIds[1], role: 'admin' })
      const item = await perform(world, ada, 'group.repair', groupId, { userId: wanted?.userId })
      expect(item).toMatchObject({ state: 'verified', inverse: null })
      expect(await groups.rolesOf(groupId)).toEqual({ ...before, [userIds[1] ?? '']: 'owner' })
    })

    test('several owners become one, the others admins', async () => {
      const { groupId, userIds } = await groups.withTwoOwners(4)
      const [first = '', second = '', third = ''] = userIds
      const plan = await planAction(
        world.env,
        { action: 'group.repair', subjectId: groupId, input: { userId: third } },
        'test',
      )
      expect(plan).toMatchObject({ obstacles: [], people: 2 })
      await perform(world, ada, 'group.repair', groupId, { userId: third })
      expect(await groups.rolesOf(groupId)).toMatchObject({
        [third]: 'owner',
        [first]: 'admin',
        [second]: 'admin',
      })
      expect(await groups.ownersOf(groupId)).toEqual([third])
    })

    test('somebody alone in it gets it too, and our account is gone again', async () => {
      const { groupId, userIds } = await groups.ownerless(1)
      const item = await perform(world, ada, 'group.repair', groupId, { userId: userIds[0] })
      expect(item.state).toBe('verified')
      expect(await groups.rolesOf(groupId)).toEqual({ [userIds[0] ?? '']: 'owner' })
    })

    test('what cannot work is refused before it is tried', async () => {
      const { groupId, userIds } = await world.group(3)
      expect(await obstaclesOf('group.repair', groupId, userIds[1] ?? '')).toEqual(['has_owner'])
      const none = await groups.ownerless(2)
      expect(await obstaclesOf('group.repair', none.groupId, 'stranger')).toEqual(['not_a_member'])
      await groups.dismissByHand(groupId)
      expect(await obstaclesOf('group.repair', groupId, userIds[1] ?? '')).toContain('dismissed_group')
      await groups.muteByHand(groupId)
      expect(await obstaclesOf('group.repair', groupId, userIds[1] ?? '')).toEqual(['nobody_in_it'])
    })
  })
})
