import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testGroups } from '@/server/actions/group/test-groups'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

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

  const cardOf = async (groupId: string) => {
    const group = await groups.now(groupId)
    return (
      group && [group.name, group.introduction, group.faceUrl, group.needVerification, group.announcement]
    )
  }

  test('a card shows what was wanted, keeps the rest, and returns to exactly what it was', async () => {
    const { groupId } = await world.group(3)
    await perform(world, ada, 'group.edit', groupId, { introduction: 'Before', joinRule: 'invite' })
    const before = await cardOf(groupId)
    const input = { name: '茶 🍵', introduction: '', faceUrl: 'https://example.org/a.png', joinRule: 'open' }
    const item = await perform(world, ada, 'group.edit', groupId, input)
    expect(item).toMatchObject({
      state: 'verified',
      inverse: {
        action: 'group.edit',
        input: { name: before?.[0], introduction: 'Before', faceUrl: '', joinRule: 'invite' },
      },
    })
    expect(await cardOf(groupId)).toEqual(['茶 🍵', '', 'https://example.org/a.png', 2, ''])
    expect((await perform(world, ada, 'group.edit', groupId, item.inverse?.input)).state).toBe('verified')
    expect(await cardOf(groupId)).toEqual(before)
  })

  test('an announcement is set, replaced, taken back and cleared', async () => {
    const { groupId } = await world.group(3)
    const first = await perform(world, ada, 'group.announce', groupId, { text: 'Be kind.' })
    expect(first).toMatchObject({
      state: 'verified',
      inverse: { action: 'group.announce', input: { text: '' } },
    })
    const second = await perform(world, ada, 'group.announce', groupId, { text: 'Be kinder.' })
    expect(second.inverse?.input).toEqual({ text: 'Be kind.' })
    await perform(world, ada, 'group.announce', groupId, second.inverse?.input)
    expect((await groups.now(groupId))?.announcement).toBe('Be kind.')
    await perform(world, ada, 'group.announce', groupId, { text: '' })
    expect((await groups.now(groupId))?.announcement).toBe('')
  })

  test('says what cannot work, and what nothing would come of', async () => {
    const { groupId } = await world.group(2)
    const of = async (id: string, input: object) => {
      const plan = await planAction(world.env, { action: 'group.edit', subjectId: id, input }, 'test')
      return plan.obstacles.map(({ key }) => key)
    }
    expect(await of(groupId, { joinRule: 'apply' })).toEqual(['already_shown'])
    expect(await of((await groups.ownerless(2)).groupId, { name: 'New' })).toEqual(['ownerless'])
    await groups.dismissByHand(groupId)
    expect(await of(groupId, { name: 'New' })).toEqual(['dismissed_group'])
    const blank = planAction(
      world.env,
      { action: 'group.edit', subjectId: groupId, input: { name: ' ' } },
      'test',
    )
    await expect(blank).rejects.toMatchObject({ code: 'invalid', field: 'input.name' })
    const none = planAction(world.env, { action: 'group.edit', subjectId: groupId, input: {} }, 'test')
    await expect(none).rejects.toMatchObject({ code: 'invalid' })
  })

  test('a group that lost its owner meanwhile is left as it is', async () => {
    const { groupId, userIds } = await world.group(3)
    const ledgerId = await decide(world, ada, 'group.edit', groupId, { name: 'Too late' })
    await world.env.openim.groups.setMember(
      groupId,
      userIds[0] ?? '',
      { role: 'member' },
      { operationId: 'test' },
    )
    const runner = startRunner(world.env, { everyMs: 100 })
    const item = await outcomeOf(world, ledgerId)
    await runner.stop()
    expect(item).toMatchObject({ state: 'refused', outcome: { code: 'ownerless' } })
    expect((await groups.now(groupId))?.name).not.toBe('Too late')
  })
})
