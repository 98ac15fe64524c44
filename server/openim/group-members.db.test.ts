import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDuplicate, isNotFound } from './errors'
import { failureOf } from './test-failure-of'
import { op, targets, World } from './test-world'

describe.each(targets)('members, against OpenIM as %s', (quirks) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(quirks)
  })
  afterAll(() => world.close())

  test('are read whole, with their roles', async () => {
    const { groupId, owner, admin, others } = await world.community(240)
    expect(await world.openim.groups.members.ids(groupId, op)).toHaveLength(240)
    const all = await world.openim.groups.members.all(groupId, op)
    const roleOf = new Map(all.map((member) => [member.userId, member.role]))
    expect([owner, admin, others[0] ?? ''].map((id) => roleOf.get(id))).toEqual(['owner', 'admin', 'member'])
    expect(roleOf.size).toBe(240)
    expect((await world.openim.groups.owners(groupId, op)).map((member) => member.userId)).toEqual([owner])
    const leaders = await world.openim.groups.leaders(groupId, op)
    expect(new Set(leaders.map((member) => member.userId))).toEqual(new Set([owner, admin]))
    expect(await world.openim.groups.members.details(groupId, ['nobody', admin], op)).toMatchObject([
      { userId: admin },
    ])
  })

  test('are read whole while people come and go', async () => {
    const { groupId, others } = await world.community(120)
    const leaving = others.slice(0, 5)
    const [all] = await Promise.all([
      world.openim.groups.members.all(groupId, op),
      world.openim.groups.kick(groupId, leaving, { sendMessage: false }, op).catch(() => undefined),
    ])
    const left = new Set(await world.openim.groups.members.ids(groupId, op))
    const ids = all.map((member) => member.userId)
    expect(ids.filter((id) => !left.has(id) && !leaving.includes(id))).toEqual([])
    expect([...left].filter((id) => !ids.includes(id))).toEqual([])
  })

  test('are muted for a while', async () => {
    const { groupId, others } = await world.community()
    const [one = ''] = others
    await world.openim.groups.muteMember(groupId, one, 3_600, op)
    const [muted] = await world.openim.groups.members.details(groupId, [one], op)
    expect(Math.abs((muted?.mutedUntil ?? 0) - Date.now() - 3_600_000)).toBeLessThan(10_000)
    await world.openim.groups.unmuteMember(groupId, one, op)
    expect((await world.openim.groups.members.details(groupId, [one], op))[0]?.mutedUntil).toBeNull()
    expect(
      isNotFound(await failureOf(world.openim.groups.muteMember(groupId, world.fresh('u'), 60, op))),
    ).toBe(true)
  })

  test('are invited; the released line answers no and means yes', async () => {
    const { groupId } = await world.community()
    const guests = await world.people(3)
    const answer = world.openim.groups.invite(groupId, guests, { sendMessage: false }, op).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (quirks === 'main') expect(await answer).toBeUndefined()
    if (quirks === 'patch.16') expect(await answer).toMatchObject({ kind: 'refused', code: 1001 })
    const ids = await world.openim.groups.members.ids(groupId, op)
    expect(guests.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('who is in already makes an invitation a duplicate', async () => {
    const { groupId, owner } = await world.community()
    const error = await failureOf(world.openim.groups.invite(groupId, [owner], { sendMessage: false }, op))
    expect(error.kind).toBe('uncertain')
    expect(isDuplicate(error)).toBe(true)
  })

  test('take over ownership; the same transfer twice makes two owners', async () => {
    const { groupId, owner, admin } = await world.community()
    await world.openim.groups.transfer(groupId, owner, admin, op)
    expect((await world.openim.groups.owners(groupId, op)).map((member) => member.userId)).toEqual([admin])
    await world.openim.groups.transfer(groupId, owner, admin, op)
    expect(await world.openim.groups.owners(groupId, op)).toHaveLength(2)
  })

  test('get roles and names', async () => {
    const { groupId, others, admin } = await world.community(4)
    const [one = '', other = ''] = others
    await world.openim.groups.setMember(groupId, one, { role: 'admin', nickname: 'Aunt' }, op)
    await world.openim.groups.setMembers(
      groupId,
      [
        { userId: admin, role: 'member' },
        { userId: other, ex: '{"a":1}' },
      ],
      op,
    )
    const details = await world.openim.groups.members.details(groupId, [one, admin, other], op)
    expect(details).toMatchObject([
      { role: 'admin', nickname: 'Aunt' },
      { role: 'member' },
      { ex: '{"a":1}' },
    ])
  })

  test('are read page by page, highest role first', async () => {
    const { groupId, owner, admin, others } = await world.community(7)
    const first = await world.openim.groups.members.page(groupId, 1, 2, op)
    expect(first.total).toBe(7)
    expect(new Set(first.members.map((member) => member.userId))).toEqual(new Set([owner, admin]))
    const second = await world.openim.groups.members.page(groupId, 2, 5, op)
    expect(second.members.filter((member) => !others.includes(member.userId))).toEqual([])
    expect(await world.openim.groups.members.page('nothing', 1, 5, op)).toEqual({ total: 0, members: [] })
  })

  test('leave or are removed; an owner does neither', async () => {
    const { groupId, owner, admin, others } = await world.community(4)
    const [one = '', other = ''] = others
    // So that the group has a message: before its first one the released line answers 1001 to a removal.
    await world.say(groupId, owner, 'hello')
    await world.openim.groups.kick(groupId, [one], { reason: 'test', sendMessage: false }, op)
    await world.openim.groups.quit(groupId, other, op)
    expect(new Set(await world.openim.groups.members.ids(groupId, op))).toEqual(new Set([owner, admin]))
    expect(await failureOf(world.openim.groups.kick(groupId, [owner], {}, op))).toMatchObject({ code: 1001 })
    expect(await failureOf(world.openim.groups.kick(groupId, [one], {}, op))).toMatchObject({
      reason: 'user_not_found',
    })
    expect(await failureOf(world.openim.groups.quit(groupId, owner, op))).toMatchObject({ code: 1002 })
  })
})
