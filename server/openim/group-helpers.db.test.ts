import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGroupInvitations } from './group-invitations'
import { failureOf } from './test-failure-of'
import { bothVersions, op, targets, until, World } from './test-world'

describe.each(targets)('groups as a whole, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())

  const ownersOf = async (groupId: string) =>
    (await world.openim.groups.owners(groupId, op)).map((owner) => owner.userId)

  test('are handed over once, however often it is asked', async () => {
    const { groupId, owner, admin } = await world.community()
    expect(await world.openim.groups.transferOwner(groupId, admin, op)).toEqual({
      result: 'transferred',
      owners: [admin],
    })
    expect(await world.openim.groups.transferOwner(groupId, admin, op)).toEqual({
      result: 'already',
      owners: [admin],
    })
    const [former] = await world.openim.groups.members.details(groupId, [owner], op)
    expect(former?.role).toBe('admin')
  })

  test('are left with one owner by two who hand them over at once', async () => {
    const another = world.client()
    for (let round = 0; round < 8; round += 1) {
      const { groupId, admin, others } = await world.community(4)
      const [one = ''] = others
      const outcomes = await Promise.all([
        world.openim.groups.transferOwner(groupId, admin, op),
        another.groups.transferOwner(groupId, one, op),
      ])
      const owners = await ownersOf(groupId)
      expect(owners).toHaveLength(1)
      expect([admin, one]).toContain(owners[0])
      for (const outcome of outcomes) expect(['transferred', 'overtaken']).toContain(outcome.result)
    }
  })

  test('are not handed to strangers, nor where two own them', async () => {
    const { groupId, owner, admin, others } = await world.community(4)
    expect(await world.openim.groups.transferOwner(groupId, world.fresh('u'), op)).toMatchObject({
      result: 'refused',
      why: 'not_a_member',
      owners: [owner],
    })
    await world.openim.groups.transfer(groupId, admin, others[0] ?? '', op)
    expect(await world.openim.groups.transferOwner(groupId, admin, op)).toMatchObject({
      result: 'refused',
      why: 'several_owners',
    })
  })

  test('without an owner get one, and nobody else changes their role', async () => {
    const { groupId, owner, admin, others } = await world.community(5)
    await world.openim.groups.setMember(groupId, owner, { role: 'member' }, op)
    expect(await ownersOf(groupId)).toEqual([])
    const [heir = ''] = others
    expect(await world.openim.groups.transferOwner(groupId, heir, op)).toMatchObject({
      result: 'transferred',
    })
    const rest = [owner, admin, ...others.slice(1)]
    const details = await world.openim.groups.members.details(groupId, rest, op)
    expect(details.map((member) => member.role)).toEqual(['member', 'admin', 'member', 'member'])
  })

  test('take in many people, some of whom are in, and some of whom do not exist', async () => {
    const { groupId, owner, admin } = await world.community()
    const guests = await world.people(120)
    const stranger = world.fresh('u')
    const wanted = [owner, ...guests.slice(0, 60), stranger, ...guests.slice(60), admin, guests[0] ?? '']
    const outcome = await world.openim.groups.inviteAll(groupId, wanted, { sendMessage: false }, op)
    expect(outcome).toMatchObject({
      already: [owner, admin],
      unknown: [],
      notTried: [],
      stopped: null,
      refused: [{ userId: stranger, error: { code: 1004 } }],
    })
    expect(new Set(outcome.joined)).toEqual(new Set(guests))
    expect(await world.openim.groups.members.ids(groupId, op)).toHaveLength(123)
  })

  test('take in the others though one of them came in meanwhile', async () => {
    const { groupId, owner } = await world.community()
    const guests = await world.people(3)
    const { groups } = world.openim
    const stale = createGroupInvitations({
      ids: async () => [],
      details: groups.members.details,
      invite: groups.invite,
    })
    const outcome = await stale.inviteAll(groupId, [guests[0] ?? '', owner, ...guests.slice(1)], {}, op)
    expect(outcome).toMatchObject({ refused: [], unknown: [], notTried: [], stopped: null })
    expect(new Set(outcome.joined)).toEqual(new Set([owner, ...guests]))
  })

  test('that are dismissed take in nobody', async () => {
    const { groupId } = await world.community()
    await world.openim.groups.dismiss(groupId, op)
    await until(async () => (await world.openim.groups.members.ids(groupId, op)).length === 0)
    const [guest = ''] = await world.people(1)
    const outcome = await world.openim.groups.inviteAll(groupId, [guest], {}, op)
    expect(outcome).toMatchObject({ joined: [], refused: [{ userId: guest, error: { code: 1204 } }] })
  })

  test('are gone through, and found by a part of their name', async () => {
    const made = [await world.community(), await world.community()].map((one) => one.groupId)
    const seen = new Set<string>()
    for await (const group of world.openim.groups.all(op)) seen.add(group.id)
    expect(made.filter((id) => !seen.has(id))).toEqual([])
    const name = `Chess (${world.fresh('x')}) [a-z]*`
    await world.openim.groups.setInfo(made[0] ?? '', { name }, op)
    const { groups, total } = await world.openim.groups.search(name.slice(2), 1, 10, op)
    expect({ total, ids: groups.map((group) => group.id) }).toEqual({ total: 1, ids: [made[0]] })
    expect((await world.openim.groups.search(name.toUpperCase(), 1, 10, op)).total).toBe(0)
  })
})

describe.each(bothVersions)('when answers get lost, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())
  const quick = { ...op, timeoutMs: 800 }

  test('a transfer that landed is seen, and one that did not is not repeated', async () => {
    const { groupId, owner, admin, others } = await world.community(4)
    world.sandbox.addFaults([{ route: '/group/transfer_group', kind: 'reset-after', match: groupId }])
    expect(await world.openim.groups.transferOwner(groupId, admin, op)).toEqual({
      result: 'transferred',
      owners: [admin],
    })
    world.sandbox.addFaults([{ route: '/group/transfer_group', kind: 'reset-before', match: groupId }])
    expect(await world.openim.groups.transferOwner(groupId, others[0] ?? '', op)).toMatchObject({
      result: 'unknown',
      owners: [admin],
      error: { kind: 'uncertain' },
    })
    expect(world.sandbox.store.counters.of(groupId).transfer).toBe(1)
    expect(owner).not.toBe(admin)
  })

  test('an invitation that landed is seen; what follows a lost one is not tried', async () => {
    const { groupId } = await world.community()
    const guests = await world.people(120)
    const rule = { route: '/group/invite_user_to_group', match: groupId } as const
    world.sandbox.addFaults([
      { ...rule, kind: 'timeout-after' },
      { ...rule, kind: 'reset-before', nth: 2 },
    ])
    const outcome = await world.openim.groups.inviteAll(groupId, guests, {}, quick)
    expect(outcome).toMatchObject({
      joined: guests.slice(0, 50),
      unknown: guests.slice(50, 100),
      notTried: guests.slice(100),
      stopped: { kind: 'uncertain' },
    })
  })

  test('an import whose answer is lost says who is there', async () => {
    const users = ['a', 'b'].map((kind) => ({ id: world.fresh(kind), nickname: kind }))
    world.sandbox.addFaults([{ route: '/user/user_register', kind: 'reset-after' }])
    const results = await world.openim.users.importAll(users, op)
    expect(results.map((row) => row.result)).toEqual(['registered', 'registered'])
    const more = [{ id: world.fresh('c'), nickname: 'c' }]
    world.sandbox.addFaults([{ route: '/user/user_register', kind: 'reset-before' }])
    expect(await world.openim.users.importAll(more, op)).toMatchObject([{ result: 'unknown' }])
    world.sandbox.setDown(true)
    expect(await world.openim.users.importAll(more, op)).toMatchObject([{ result: 'not_tried' }])
    world.sandbox.setDown(false)
  })

  test('what fails before anything was sent is thrown', async () => {
    const { groupId, admin } = await world.community()
    world.sandbox.setDown(true)
    const { groups } = world.openim
    expect((await failureOf(groups.transferOwner(groupId, admin, quick))).route).toMatch('member')
    expect((await failureOf(groups.inviteAll(groupId, ['u'], {}, quick))).route).toMatch('member')
    world.sandbox.setDown(false)
  })
})
