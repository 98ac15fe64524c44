import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { type GroupFilter, groupFilter } from './schema'
import { sweepGroups } from './sweep'

let world: World
let admin: StaffActor
const op = { operationId: 'test' }
const ids: string[] = []

/** Groups of all sorts: every filter has some that match and some that do not. */
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  admin = await world.staff('admin')
  const names = [
    'River flats',
    'River flats 2',
    'RIVER boats',
    '滨江夜跑团',
    '滨江夜跑二团',
    '100% legal',
    'Evening circle',
  ]
  for (const [at, name] of names.entries()) {
    const { userIds } = await world.group(2 + at)
    const [ownerId = '', ...memberIds] = userIds
    ids.push(await world.env.openim.groups.create({ name, ownerId, memberIds }, op))
  }
  await sweepGroups(world.env)
  const [first = '', second = '', third = '', fourth = ''] = ids
  await openCase(world, { groupId: third })
  await as(admin).groups.setCategory({ groupId: first, category: 'housing' })
  await as(admin).groups.setTags({ groupId: second, tags: ['watch', 'flats'] })
  await world.env.openim.groups.mute(fourth, op)
  await sweepGroups(world.env)
})
afterAll(() => world?.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })

async function listed(filter: GroupFilter): Promise<string[]> {
  const page = await as(admin).groups.list({ ...filter, limit: 100 })
  return page.items.map(({ groupId }) => groupId).sort()
}

async function chosen(number: number): Promise<string[]> {
  const rows = await world.env.db.prisma.batchItem.findMany({ where: { batch: { number } } })
  return rows.map((row) => row.subjectId).sort()
}

describe('a batch on groups', () => {
  test.each([
    {},
    { q: 'river' },
    { q: '夜跑' },
    { q: '滨' },
    { q: '100%' },
    { q: 'river', standing: 'under_review' as const },
    { q: 'river', openCase: false },
    { status: 'muted' as const },
    { status: 'normal' as const, minMembers: 3, maxMembers: 5 },
    { category: 'housing' },
    { tags: ['flats', 'watch'] },
    { tags: ['flats'], q: 'flats', sort: 'name' as const },
    { createdTo: 8.64e15, ownerless: false },
  ])('has exactly the groups that the list shows for %j', async (asked) => {
    const filter = groupFilter.parse(asked)
    const { number } = await as(admin).groups.prepareBatch({ action: 'group.suspend', filter })
    const wanted = await listed(filter)
    expect(wanted.length).toBeGreaterThan(0)
    expect(await chosen(number)).toEqual(wanted)
  })

  test('has those that were named, each once', async () => {
    const [first = '', second = ''] = ids
    const named = [second, first, second]
    const { number } = await as(admin).groups.prepareBatch({ action: 'group.suspend', ids: named })
    expect(await chosen(number)).toEqual([first, second].sort())
  })

  test('is refused where nothing matches, for another kind of subject, and for roles that may not act', async () => {
    const nothing = groupFilter.parse({ q: 'no group is called so' })
    const prepare = as(admin).groups.prepareBatch
    await expect(prepare({ action: 'group.suspend', filter: nothing })).rejects.toMatchObject({
      message: 'nothing_chosen',
    })
    await expect(prepare({ action: 'user.logout', ids })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const support = as(await world.staff('support'))
    await expect(support.groups.prepareBatch({ action: 'group.suspend', ids })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    // Cases are not to be found out by what a batch would hold.
    await expect(
      support.groups.annotateAll({ category: 'x', filter: groupFilter.parse({ openCase: true }) }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('suspends what matched; one of them was muted already', async () => {
    const work = workers(world)
    const filter = groupFilter.parse({ q: '滨江' })
    const { number } = await as(admin).groups.prepareBatch({ action: 'group.suspend', filter })
    const { id } = await batchesOf(world, admin).get({ number })
    const { planHash } = await batchIn(world, id, ['planned'])
    await batchesOf(world, admin).start({ batchId: id, planHash: planHash ?? '', reason: 'Scams' })
    expect((await batchIn(world, id, ['done'])).counts).toEqual({ verified: 1, already_so: 1 })
    expect(await listed(groupFilter.parse({ standing: 'suspended' }))).toEqual(await listed(filter))
    await work.close()
    expect(work.errors).toEqual([])
  })
})

describe('keeping something about many groups', () => {
  const tagsOf = async (groupId: string) => (await as(admin).groups.get({ groupId })).tags
  const audited = (action: string) => world.env.db.prisma.auditRow.count({ where: { action } })

  test('gives and takes tags, leaves others as they are, and is audited for each that changed', async () => {
    const [first = '', second = ''] = ids
    const before = await audited('group.tags_set')
    const filter = groupFilter.parse({ q: 'flats' })
    const annotate = as(admin).groups.annotateAll
    expect(await annotate({ filter, addTags: ['flats', 'new'], removeTags: ['watch'] })).toEqual({
      groups: 2,
      changed: 2,
    })
    expect([await tagsOf(first), await tagsOf(second)]).toEqual([
      ['flats', 'new'],
      ['flats', 'new'],
    ])
    expect(await annotate({ filter, addTags: ['new'] })).toEqual({ groups: 2, changed: 0 })
    expect(await audited('group.tags_set')).toBe(before + 2)
  })

  test('gives a category and takes it away; groups that Steward has not met are left out', async () => {
    const [, , third = '', fourth = ''] = ids
    const annotate = as(admin).groups.annotateAll
    expect(await annotate({ ids: [third, fourth, 'never-met'], category: 'sport' })).toEqual({
      groups: 2,
      changed: 2,
    })
    expect(await listed(groupFilter.parse({ category: 'sport' }))).toEqual([third, fourth].sort())
    expect((await as(admin).groups.labels()).categories).toEqual(['housing', 'sport'])
    await annotate({ ids: [third, fourth], category: null })
    expect(await listed(groupFilter.parse({ category: 'sport' }))).toEqual([])
    expect(await as(admin).groups.labels()).toEqual({ categories: ['housing'], tags: ['flats', 'new'] })
  })

  test('is refused without a change', async () => {
    await expect(as(admin).groups.annotateAll({ ids })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
