import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env }).views

test('a view is kept, changed and removed by whoever made it, and each leaves its trace', async () => {
  const actor = await world.staff()
  const filter = { status: 'muted', minMembers: '100', tags: 'spam,watch' } as const
  const { id } = await as(actor).save({ kind: 'group', name: 'Large and muted', filter })
  const [view] = await as(actor).list({ kind: 'group' })
  expect(view).toMatchObject({
    id,
    name: 'Large and muted',
    mine: true,
    shared: false,
    filter: { status: 'muted', minMembers: 100, tags: ['spam', 'watch'], sort: 'members' },
  })
  expect(await as(actor).list({ kind: 'person' })).toEqual([])
  const links = {
    kind: 'invite' as const,
    name: 'Back with their groups',
    filter: { why: 'group_restored' },
  } as const
  await as(actor).save(links)
  expect(await as(actor).list({ kind: 'invite' })).toMatchObject([links])
  await as(actor).save({ id, kind: 'group', name: 'Muted', filter: { status: 'muted' }, shared: true })
  expect(await as(actor).list({ kind: 'group' })).toMatchObject([{ id, name: 'Muted', shared: true }])
  await as(actor).remove({ id })
  expect(await as(actor).list({ kind: 'group' })).toEqual([])
  const trail = await world.env.db.prisma.auditRow.findMany({
    where: { subjectKind: 'view', subjectId: id },
    orderBy: { id: 'asc' },
  })
  expect(trail.map((row) => row.action)).toEqual(['view.saved', 'view.saved', 'view.removed'])
  expect(trail[1]).toMatchObject({ before: { name: 'Large and muted' }, after: { name: 'Muted' } })
})

test('others see what is shared and nothing else, and do not change it', async () => {
  const [owner, other, admin] = await Promise.all([
    world.staff(),
    world.staff('support'),
    world.staff('admin'),
  ])
  const shared = await as(owner).save({ kind: 'person', name: 'New', filter: { sort: 'name' }, shared: true })
  const own = await as(owner).save({ kind: 'person', name: 'Private', filter: {} })
  expect(await as(other).list({ kind: 'person' })).toMatchObject([
    { id: shared.id, mine: false, owner: owner.name, filter: { sort: 'name' } },
  ])
  const change = { kind: 'person' as const, name: 'Mine now', filter: {} }
  await expect(as(other).save({ ...change, id: shared.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(as(admin).save({ ...change, id: shared.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(as(other).remove({ id: shared.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(as(admin).remove({ id: own.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await as(admin).remove({ id: shared.id })
  expect(await as(other).list({ kind: 'person' })).toEqual([])
})

test('one person has one view of a name; a filter that cannot be used is refused', async () => {
  const actor = await world.staff()
  const view = { kind: 'group' as const, name: 'Twice', filter: {} }
  await as(actor).save(view)
  await expect(as(actor).save(view)).rejects.toMatchObject({ code: 'CONFLICT', message: 'view_name_taken' })
  await as(await world.staff()).save(view)
  await expect(as(actor).save({ ...view, name: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  const wrong = { ...view, name: 'Wrong', filter: { minMembers: 'many' } }
  await expect(as(actor).save(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
