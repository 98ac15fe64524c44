import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { createMembers, type Members } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

describe.each(['main', 'patch.16'] as const)('people of a group, against OpenIM as %s', (quirks) => {
  let world: World
  let members: Members

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks } })
    members = createMembers(world, await world.staff('admin'))
  })
  afterAll(() => world.close())

  describe('kick', () => {
    test('and taking it back restores role, name, note and mute', async () => {
      const one = await members.member(4, 1)
      const { openim } = world.env
      await openim.groups.setMember(one.groupId, one.userId, { nickname: '小 Captain', ex: '{}' }, options)
      await openim.groups.muteMember(one.groupId, one.userId, 3_600, options)
      const before = await members.now(one)
      const item = await members.act('member.kick', one.id)
      expect(item).toMatchObject({ state: 'verified', inverse: { action: 'member.add' } })
      expect(members.callsOf(item)).toEqual([
        '/group/get_group_members_info',
        '/group/kick_group',
        '/group/get_group_members_info',
      ])
      expect(await members.now(one)).toBeUndefined()
      const back = await members.takeBack(item)
      expect(back).toMatchObject({ state: 'verified', inverse: { action: 'member.kick' } })
      const after = await members.now(one)
      expect(after).toMatchObject({ role: 'admin', nickname: '小 Captain', ex: '{}' })
      expect(Math.abs((after?.mutedUntil ?? 0) - (before?.mutedUntil ?? 0))).toBeLessThan(5_000)
    })

    test('never of the owner, of nobody who is not in it, nor in a dismissed group', async () => {
      const { groupId, userIds } = await members.member()
      const owner = memberKey(groupId, userIds[0] ?? '')
      expect(await members.obstacles('member.kick', owner)).toEqual(['owner_transfer_first'])
      expect(await members.obstacles('member.kick', (await members.outsider()).id)).toEqual(['not_in_group'])
      const gone = await members.member()
      await members.act('group.dismiss', gone.groupId)
      expect(await members.obstacles('member.kick', gone.id)).toEqual(['dismissed_group'])
    })

    test('of somebody who became the owner meanwhile is refused', async () => {
      const one = await members.member()
      const [owner = ''] = one.userIds
      const item = await members.overtaken('member.kick', one.id, {}, () =>
        world.env.openim.groups.transfer(one.groupId, owner, one.userId, options),
      )
      expect(item).toMatchObject({ state: 'refused', outcome: { code: 'owner_transfer_first' } })
    })
  })

  describe('add', () => {
    test('brings somebody in whatever the join rule; taking back removes them', async () => {
      const one = await members.outsider()
      await world.env.openim.groups.setInfo(one.groupId, { needVerification: 1 }, options)
      const item = await members.act('member.add', one.id)
      expect(item).toMatchObject({ state: 'verified', subject: { name: `Nick ${one.userId}` } })
      expect(members.callsOf(item).filter((route) => route === '/group/invite_user_to_group')).toHaveLength(1)
      expect(await members.now(one)).toMatchObject({ role: 'member' })
      expect((await members.takeBack(item)).state).toBe('verified')
      expect(await members.now(one)).toBeUndefined()
    })

    test('is refused before it is tried where it cannot work', async () => {
      const one = await members.member()
      expect(await members.obstacles('member.add', one.id)).toEqual(['already_in_group'])
      expect(await members.obstacles('member.add', memberKey(one.groupId, 'nobody'))).toEqual([
        'unknown_user',
      ])
      await members.act('group.dismiss', one.groupId)
      expect(await members.obstacles('member.add', one.id)).toEqual(['dismissed_group'])
    })

    test('stops at a group that was dismissed meanwhile', async () => {
      const one = await members.outsider()
      const item = await members.overtaken('member.add', one.id, {}, () =>
        world.env.openim.groups.dismiss(one.groupId, options),
      )
      expect(item).toMatchObject({ state: 'refused', outcome: { code: 'dismissed_group' } })
    })
  })

  describe('role', () => {
    test('makes an admin and takes it back', async () => {
      const one = await members.member()
      const item = await members.act('member.role', one.id, { role: 'admin' })
      expect(item).toMatchObject({
        state: 'verified',
        inverse: { action: 'member.role', input: { role: 'member' } },
      })
      expect(await members.now(one)).toMatchObject({ role: 'admin' })
      expect(await members.obstacles('member.role', one.id, { role: 'admin' })).toEqual(['already_this_role'])
      expect((await members.takeBack(item)).state).toBe('verified')
      expect(await members.now(one)).toMatchObject({ role: 'member' })
    })

    test('that somebody has already sends nothing', async () => {
      const one = await members.member(4, 1)
      const item = await members.act('member.role', one.id, { role: 'admin' })
      expect(item).toMatchObject({ state: 'already_so', inverse: null })
      expect(members.callsOf(item)).not.toContain('/group/set_group_member_info')
    })

    test('never of the owner', async () => {
      const one = await members.member(3, 0)
      expect(await members.obstacles('member.role', one.id, { role: 'admin' })).toEqual([
        'owner_transfer_first',
      ])
      const two = await members.member()
      const item = await members.overtaken('member.role', two.id, { role: 'admin' }, () =>
        world.env.openim.groups.transfer(two.groupId, two.userIds[0] ?? '', two.userId, options),
      )
      expect(item).toMatchObject({ state: 'refused', outcome: { code: 'owner_transfer_first' } })
      expect(await members.now(two)).toMatchObject({ role: 'owner' })
    })
  })
})
