import type { ChildProcess } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sweepGroups } from '@/server/features/groups/sweep'
import { sweepPeople } from '@/server/features/people/sweep'
import { kill } from '@/server/testing/crash'
import { startTestProcess } from '@/server/testing/test-process'
import { testWorld, type World } from '@/server/testing/world'
import { alone } from './alone'
import { sweepStatus } from './status'

const GROUPS = 1_900
const op = { operationId: 'test' }
const never = new AbortController().signal

let world: World

beforeEach(async () => {
  world = await testWorld({ sandbox: { seed: GROUPS, purgeDelayMs: 0 }, timeoutMs: 10_000 })
})
afterEach(() => world.close())

const statusOf = async (kind: 'group' | 'person') => {
  const status = (await sweepStatus(world.env.db)).find((row) => row.kind === kind)
  if (!status) throw new Error(`no sweep of ${kind}s`)
  return status
}

/** Ids of all groups that OpenIM lists now. */
async function listed(): Promise<string[]> {
  const ids: string[] = []
  for await (const group of world.env.openim.groups.all(op)) ids.push(group.id)
  return ids
}

async function indexed(): Promise<Set<string>> {
  const rows = await world.env.db.prisma.groupIndex.findMany({ select: { groupId: true } })
  return new Set(rows.map((row) => row.groupId))
}

/** A process that sweeps slowly, so that it can be killed on its way. */
function slowSweep(): Promise<ChildProcess> {
  const variables = { ...world.variables, SWEEP_CALLS_PER_SECOND: '4' }
  return startTestProcess('server/testing/sweep-process.ts', { variables })
}

test('a sweep that was killed goes on where it stopped, in another process', async () => {
  const worker = await slowSweep()
  await expect
    .poll(async () => (await statusOf('group')).pages, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(2)
  await kill(worker)
  const stopped = await statusOf('group')
  expect(stopped).toMatchObject({ state: 'listing', finishedAt: null })
  expect(stopped.rows).toBeLessThan(GROUPS)
  // The lock went with the connection.
  await expect.poll(() => sweepGroups(world.env), { timeout: 10_000 }).toBe(true)
  const done = await statusOf('group')
  expect(done).toMatchObject({ state: 'idle', startedAt: stopped.startedAt, gone: 0 })
  expect(done.firstFinishedAt).toBe(done.finishedAt)
  // Pages that were read before are not read again.
  expect(done.pages).toBeLessThan(stopped.pages + 5)
  const known = await indexed()
  expect((await listed()).filter((id) => !known.has(id))).toEqual([])
})

test('a sweep that was killed while it read by id goes on there', async () => {
  const { prisma } = world.env.db
  const readAt = new Date(0)
  const unknown = Array.from({ length: 950 }, (_, i) => `unknown${String(i).padStart(4, '0')}`)
  await prisma.groupIndex.createMany({
    data: unknown.map((groupId) => ({
      groupId,
      name: groupId,
      memberCount: 1,
      status: 'normal' as const,
      createdAt: readAt,
      readAt,
    })),
  })
  const worker = await slowSweep()
  await expect
    .poll(async () => (await statusOf('group')).gone, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(200)
  await kill(worker)
  const stopped = await statusOf('group')
  expect(stopped.state).toBe('rereading')
  await expect.poll(() => sweepGroups(world.env), { timeout: 10_000 }).toBe(true)
  expect(await statusOf('group')).toMatchObject({ state: 'idle', gone: 950, pages: stopped.pages })
  expect(await prisma.groupIndex.count({ where: { goneAt: { not: null } } })).toBe(950)
})

test('only one process sweeps at a time', async () => {
  const ran = await alone(world.env.db, 'sweep:group', never, async () => {
    expect(await sweepGroups(world.env)).toBe(false)
  })
  expect(ran).toBe(true)
  expect(await sweepGroups(world.env)).toBe(true)
})

test('what is there all the time is met, however the list moves under the reader', async () => {
  const { openim } = world.env
  const before = await listed()
  const [, ...rest] = before
  // Dismissing those at the front pulls the rest of the list over the reader's place; new ones push it back.
  const dismissed = rest.slice(0, 900)
  let read = 0
  const shaking = {
    ...world.env,
    openim: {
      ...openim,
      groups: {
        ...openim.groups,
        page: async (...args: Parameters<typeof openim.groups.page>) => {
          read += 1
          const answer = await openim.groups.page(...args)
          if (read <= 3) {
            await Promise.all(
              dismissed.splice(0, 300).map((id) => openim.groups.dismiss(id, op).catch(() => {})),
            )
            await openim.groups.create({ name: `New ${read}`, ownerId: 'user_0000001' }, op)
          }
          return answer
        },
      },
    },
  }
  expect(await sweepGroups(shaking)).toBe(true)
  const known = await indexed()
  const still = new Set(await listed())
  expect(before.filter((id) => still.has(id) && !known.has(id))).toEqual([])
  // Those that were dismissed after they were met stay, and the next sweep sees it.
  await sweepGroups(world.env)
  const rows = await world.env.db.prisma.groupIndex.findMany({
    where: { groupId: { in: rest.slice(0, 300) } },
  })
  expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['dismissed']))
})

test('dismissed groups stay, unknown ones are gone and come back when they are read again', async () => {
  const { db, openim } = world.env
  const { groupId } = await world.group(3)
  await sweepGroups(world.env)
  await openim.groups.dismiss(groupId, op)
  const readAt = new Date(1_000)
  const row = { name: 'x', memberCount: 1, status: 'normal' as const, createdAt: readAt, readAt }
  await db.prisma.groupIndex.create({ data: { ...row, groupId: 'never' } })
  await sweepGroups(world.env)
  const at = async (id: string) => await db.prisma.groupIndex.findUniqueOrThrow({ where: { groupId: id } })
  expect(await at(groupId)).toMatchObject({ status: 'dismissed', goneAt: null })
  expect((await at('never')).goneAt).not.toBeNull()
  await openim.groups.create({ id: 'never', name: 'Here again', ownerId: 'user_0000001' }, op)
  await sweepGroups(world.env)
  expect(await at('never')).toMatchObject({ name: 'Here again', goneAt: null })
})

test('people are swept too; those whom OpenIM’s list leaves out are read by id', async () => {
  const { db } = world.env
  const readAt = new Date(1_000)
  await db.prisma.personIndex.createMany({
    data: [
      { userId: 'imAdmin', nickname: 'old', readAt },
      { userId: 'nobody', nickname: 'old', readAt },
    ],
  })
  expect(await sweepPeople(world.env)).toBe(true)
  expect(await db.prisma.personIndex.count({ where: { goneAt: null } })).toBe(GROUPS + 1)
  const admin = await db.prisma.personIndex.findUniqueOrThrow({ where: { userId: 'imAdmin' } })
  expect(admin.nickname).not.toBe('old')
  expect(admin.registeredAt.getTime()).toBeGreaterThan(0)
  expect(await statusOf('person')).toMatchObject({ state: 'idle', gone: 1, rows: GROUPS, total: GROUPS })
})

test('while OpenIM is away a sweep stops, and it goes on when it is back', async () => {
  world.sandbox.setDown(true)
  await expect(sweepGroups(world.env)).rejects.toMatchObject({ name: 'OpenimError' })
  expect((await statusOf('group')).state).toBe('listing')
  world.sandbox.setDown(false)
  await expect.poll(() => sweepGroups(world.env).catch(() => false), { timeout: 20_000 }).toBe(true)
  expect((await statusOf('group')).state).toBe('idle')
})
