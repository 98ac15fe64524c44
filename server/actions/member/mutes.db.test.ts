import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { byHand, createMembers, type Members } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }
const HOUR = 3_600_000

describe.each(['main', 'patch.16'] as const)('mutes of members, against OpenIM as %s', (quirks) => {
  let world: World
  let members: Members

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks } })
    members = createMembers(world, await world.staff('admin'))
  })
  afterAll(() => world.close())

  describe('mute', () => {
    test('until a given time, in one reading, one call and one look back', async () => {
      const one = await members.member()
      const until = Date.now() + HOUR
      const item = await members.act('member.mute', one.id, { until })
      expect(item).toMatchObject({
        state: 'verified',
        subject: { kind: 'member', id: one.id, name: `Nick ${one.userId}` },
        inverse: { action: 'member.unmute', input: {} },
      })
      expect(members.callsOf(item)).toEqual([
        '/group/get_group_members_info',
        '/group/mute_group_member',
        '/group/get_group_members_info',
      ])
      expect(Math.abs(((await members.now(one))?.mutedUntil ?? 0) - until)).toBeLessThan(5_000)
      expect((await members.takeBack(item)).state).toBe('verified')
      expect((await members.now(one))?.mutedUntil ?? 0).toBeLessThan(Date.now())
    })

    test('taking back brings a mute of before back with its own end', async () => {
      const one = await members.member()
      await world.env.openim.groups.muteMember(one.groupId, one.userId, 600, options)
      const before = (await members.now(one))?.mutedUntil ?? 0
      const item = await members.act('member.mute', one.id, { until: Date.now() + HOUR })
      expect(item.inverse).toEqual({ action: 'member.mute', input: { until: before } })
      expect((await members.takeBack(item)).state).toBe('verified')
      expect(Math.abs(((await members.now(one))?.mutedUntil ?? 0) - before)).toBeLessThan(5_000)
    })

    test('that is so already sends nothing; asked for again it stands in the way', async () => {
      const one = await members.member()
      await world.env.openim.groups.muteMember(one.groupId, one.userId, 3_600, options)
      const until = Date.now() + HOUR
      const item = await members.act('member.mute', one.id, { until })
      expect(item.state).toBe('already_so')
      expect(members.callsOf(item)).toEqual(['/group/get_group_members_info'])
      expect(await members.obstacles('member.mute', one.id, { until })).toEqual(['already_muted'])
      expect(await members.obstacles('member.mute', one.id, { until: until + HOUR })).toEqual([])
    })

    test('is refused before it is tried where it cannot work', async () => {
      const { groupId, userIds } = await members.member()
      const owner = memberKey(groupId, userIds[0] ?? '')
      const until = Date.now() + HOUR
      expect(await members.obstacles('member.mute', owner, { until })).toEqual(['owner_always_writes'])
      const one = memberKey(groupId, userIds[3] ?? '')
      expect(await members.obstacles('member.mute', one, { until: Date.now() - 1 })).toEqual([
        'mute_end_past',
      ])
      const long = Date.now() + 4_000 * 86_400_000
      expect(await members.obstacles('member.mute', one, { until: long })).toEqual(['mute_too_long'])
      expect(await members.obstacles('member.mute', (await members.outsider()).id, { until })).toEqual([
        'not_in_group',
      ])
      await expect(members.plan('member.mute', one, { until: 'soon' })).rejects.toMatchObject({
        code: 'invalid',
        field: 'input.until',
      })
      await expect(members.plan('member.mute', groupId, { until })).rejects.toMatchObject({
        field: 'subjectId',
      })
      const nowhere = memberKey('none', userIds[3] ?? '')
      await expect(members.plan('member.mute', nowhere, { until })).rejects.toMatchObject({
        code: 'not_found',
      })
    })

    test('stops at what arises meanwhile', async () => {
      const one = await members.member()
      const input = { until: Date.now() + HOUR }
      const { groups } = world.env.openim
      const gone = await members.overtaken('member.mute', one.id, input, () =>
        byHand(groups.kick(one.groupId, [one.userId], {}, options)),
      )
      expect(gone).toMatchObject({ state: 'refused', outcome: { code: 'not_in_group' } })
      const two = await members.member()
      const [owner = ''] = two.userIds
      const made = await members.overtaken('member.mute', two.id, input, () =>
        groups.transfer(two.groupId, owner, two.userId, options),
      )
      expect(made).toMatchObject({ state: 'refused', outcome: { code: 'owner_always_writes' } })
    })
  })

  describe('unmute', () => {
    test('ends a mute; taking back gives it again until its own end', async () => {
      const one = await members.member()
      await world.env.openim.groups.muteMember(one.groupId, one.userId, 3_600, options)
      const until = (await members.now(one))?.mutedUntil ?? 0
      const item = await members.act('member.unmute', one.id)
      expect(item).toMatchObject({
        state: 'verified',
        inverse: { action: 'member.mute', input: { until } },
      })
      expect(members.callsOf(item)).toHaveLength(3)
      expect((await members.now(one))?.mutedUntil ?? 0).toBeLessThan(Date.now())
      await members.takeBack(item)
      expect(Math.abs(((await members.now(one))?.mutedUntil ?? 0) - until)).toBeLessThan(5_000)
    })

    test('has nothing to lift, or finds our own mute lifted by hand', async () => {
      const one = await members.member()
      expect(await members.obstacles('member.unmute', one.id)).toEqual(['member_not_muted'])
      await members.act('member.mute', one.id, { until: Date.now() + HOUR })
      await world.env.openim.groups.unmuteMember(one.groupId, one.userId, options)
      const item = await members.act('member.unmute', one.id)
      expect(item).toMatchObject({ state: 'already_so', inverse: null })
    })
  })
})
