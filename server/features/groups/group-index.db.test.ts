import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Group } from '@/server/openim/group-schema'
import { testWorld, type World } from '@/server/testing/world'
import { markGone, settleFacts, writeGroups } from './group-index'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

function group(id: string, name: string): Group {
  return {
    ...{ id, name, announcement: '', introduction: '', faceUrl: '', ownerId: 'owner', creatorId: null },
    ...{ createdAt: 1_000, memberCount: 3, status: 'normal', statusCode: 0, needVerification: 0 },
    ...{ lookMemberInfo: 0, applyMemberFriend: 0, announcedAt: null, ex: '' },
  }
}

const rowOf = async (groupId: string) =>
  await world.env.db.prisma.groupIndex.findUniqueOrThrow({ where: { groupId } })

test('of reads that arrive in any order and at once, the one that started last stays', async () => {
  const ids = Array.from({ length: 20 }, (_, i) => `any${i}`)
  const reads = Array.from({ length: 12 }, (_, i) => ({ readAt: 10_000 + ((i * 7) % 12), n: i }))
  await Promise.all(
    reads.map(({ readAt }, i) => {
      const read = ids.map((id) => group(id, `read at ${readAt}`))
      return writeGroups(world.env.db, i % 2 === 0 ? read : read.toReversed(), readAt)
    }),
  )
  for (const id of ids)
    expect(await rowOf(id)).toMatchObject({ name: 'read at 10011', readAt: new Date(10_011) })
})

test('a sweep passes by rows that somebody is writing, and waits for nobody', async () => {
  const { prisma } = world.env.db
  await writeGroups(world.env.db, [group('held', 'before'), group('free', 'before')], 1_000)
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM group_index WHERE group_id = 'held' FOR UPDATE`
    const read = [group('held', 'swept'), group('free', 'swept'), group('new', 'swept')]
    const changed = await writeGroups(world.env.db, read, 2_000, { passBy: true })
    expect(changed.sort()).toEqual(['free', 'new'])
  })
  expect(await rowOf('held')).toMatchObject({ name: 'before', readAt: new Date(1_000) })
  expect(await rowOf('free')).toMatchObject({ name: 'swept', readAt: new Date(2_000) })
})

test('a group is gone once, and an old read that missed it does not say so', async () => {
  await writeGroups(world.env.db, [group('lost', 'there')], 5_000)
  expect(await markGone(world.env.db, ['lost', 'never met'], 4_000)).toEqual([])
  expect((await rowOf('lost')).goneAt).toBeNull()
  expect(await markGone(world.env.db, ['lost'], 6_000)).toEqual(['lost'])
  expect(await markGone(world.env.db, ['lost'], 7_000)).toEqual([])
  expect(await rowOf('lost')).toMatchObject({ goneAt: new Date(6_000), readAt: new Date(7_000) })
  expect(await writeGroups(world.env.db, [group('lost', 'there')], 6_500)).toEqual([])
  expect(await writeGroups(world.env.db, [group('lost', 'there')], 8_000)).toEqual(['lost'])
  expect((await rowOf('lost')).goneAt).toBeNull()
})

test('what we know of a group comes with it when it is met, and is put right when it is read', async () => {
  const { prisma } = world.env.db
  await prisma.groupExtension.create({
    data: { groupId: 'known', standing: 'suspended', category: 'games', tags: ['a'] },
  })
  await writeGroups(world.env.db, [group('known', 'known')], 1_000)
  expect(await rowOf('known')).toMatchObject({ standing: 'suspended', category: 'games', tags: ['a'] })
  // As if the copy had been missed.
  await prisma.groupIndex.update({ where: { groupId: 'known' }, data: { standing: 'good', openCases: 3 } })
  await prisma.$transaction((tx) => settleFacts(tx, 'known'))
  expect(await rowOf('known')).toMatchObject({ standing: 'suspended', openCases: 0 })
})
