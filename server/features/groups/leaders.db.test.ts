import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepGroups } from '@/server/features/groups/sweep'
import { testWorld, type World } from '@/server/testing/world'
import { knownLeaders, readLeaders, wantLeaders } from './leaders'
import { relatedGroups } from './related'

const options = { operationId: 'test' }

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const known = (groupId: string) => knownLeaders(world.env.db, groupId)
const adminsOf = async (groupId: string) => (await known(groupId))?.adminIds
const make = (userId: string, groupId: string, role: 'admin' | 'member') =>
  world.env.openim.groups.setMember(groupId, userId, { role }, options)

describe('who leads a group', () => {
  test('is read for every group that the index meets, and once more a day later', async () => {
    const { groupId, userIds } = await world.group(4, 2)
    const { groupId: plain } = await world.group(2)
    await sweepGroups(world.env)
    expect([await known(groupId), await known(plain)]).toEqual([null, null])
    expect(await readLeaders(world.env)).toBe(true)
    expect(await adminsOf(groupId)).toEqual(userIds.slice(1, 3).toSorted())
    expect(await adminsOf(plain)).toEqual([])
    const [, first = '', second = ''] = userIds
    await make(second, groupId, 'member')
    await readLeaders(world.env)
    expect(await adminsOf(groupId)).toHaveLength(2)
    await world.env.db.prisma.groupLeaders.update({ where: { groupId }, data: { dueAt: new Date() } })
    await readLeaders(world.env)
    expect(await adminsOf(groupId)).toEqual([first])
  })

  test('is read at once where something may have changed it, and stays known once it is dismissed', async () => {
    const { groupId, userIds } = await world.group(3, 1)
    const [, admin = '', member = ''] = userIds
    await sweepGroups(world.env)
    await readLeaders(world.env)
    await make(member, groupId, 'admin')
    await wantLeaders(world.env.db, [groupId, 'unknown'])
    await readLeaders(world.env)
    const both = [admin, member].toSorted()
    expect(await adminsOf(groupId)).toEqual(both)
    expect(await known('unknown')).toBeNull()
    // The index does not know of the dismissal yet, and OpenIM has nobody in it any more.
    await world.env.openim.groups.dismiss(groupId, options)
    await expect.poll(() => world.env.openim.groups.members.ids(groupId, options)).toEqual([])
    await wantLeaders(world.env.db, [groupId])
    await readLeaders(world.env)
    expect(await adminsOf(groupId)).toEqual(both)
    expect(await world.env.db.prisma.groupLeaders.count({ where: { wantedAt: { not: null } } })).toBe(0)
  })

  test('leads to groups of the same admins, also while OpenIM is away', async () => {
    const { groupId, userIds } = await world.group(4, 1)
    const [owner = '', admin = '', member = ''] = userIds
    const created = (name: string, ownerId: string, adminIds: string[]) =>
      world.env.openim.groups.create({ name, ownerId, adminIds }, options)
    const [{ userIds: others }] = [await world.group(1)]
    const elsewhere = await created('雨 ☔', others[0] ?? '', [admin])
    const ofOwner = await created('z', others[0] ?? '', [owner])
    await created('Not related', others[0] ?? '', [member])
    await sweepGroups(world.env)
    await readLeaders(world.env)
    const relations = async () => {
      const { items, adminsRead } = await relatedGroups(world.env, groupId, 'admin', 'test')
      return { adminsRead, items: Object.fromEntries(items.map((one) => [one.groupId, one.relations])) }
    }
    const expected = {
      adminsRead: true,
      items: { [elsewhere]: ['shared_admin'], [ofOwner]: ['shared_admin'] },
    }
    const live = await relations()
    expect(live).toMatchObject(expected)
    world.sandbox.setDown(true)
    expect(await relations()).toEqual(live)
    world.sandbox.setDown(false)
  })

  test('waits while OpenIM is away', async () => {
    const { groupId } = await world.group(3, 1)
    await sweepGroups(world.env)
    world.sandbox.setDown(true)
    await expect(readLeaders(world.env)).rejects.toThrow()
    world.sandbox.setDown(false)
    await expect
      .poll(
        async () => {
          // The one that was asked about is put off, so that it is not in the way of the others.
          await wantLeaders(world.env.db, [groupId])
          await readLeaders(world.env).catch(() => undefined)
          return await adminsOf(groupId)
        },
        { timeout: 15_000 },
      )
      .toHaveLength(1)
  })
})
