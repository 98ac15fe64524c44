import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import { planAction } from '@/server/actions/plan'
import { cancelAction } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import { refreshGroup } from '@/server/features/groups/refresh'
import { decide, perform } from '@/server/testing/actions'
import { say } from '@/server/testing/chat'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

let world: World
let mod: StaffActor
let owner: StaffActor
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 2_000 })
  mod = await world.staff('moderator')
  owner = await world.staff('owner')
})
afterAll(() => world?.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })
const auditOf = (subjectId: string, action: string) =>
  world.env.db.prisma.auditRow.findMany({ where: { subjectId, action }, orderBy: { id: 'asc' } })

async function metGroup(size = 3) {
  const made = await world.group(size)
  await refreshGroup(world.env, made.groupId)
  return made
}

describe('what is kept about a group', () => {
  test('category and tags are set whole, audited once, and found by the lists', async () => {
    const { groupId } = await metGroup()
    const { groups } = as(mod)
    await groups.setCategory({ groupId, category: ' 社区 ' })
    await groups.setCategory({ groupId, category: '社区' })
    await groups.setTags({ groupId, tags: ['vip', ' new ', 'vip'] })
    await groups.setTags({ groupId, tags: ['new', 'vip'] })
    expect(await auditOf(groupId, 'group.category_set')).toMatchObject([
      { before: { category: null }, after: { category: '社区' } },
    ])
    expect(await auditOf(groupId, 'group.tags_set')).toMatchObject([
      { before: { tags: [] }, after: { tags: ['new', 'vip'] } },
    ])
    expect(await groups.get({ groupId })).toMatchObject({ category: '社区', tags: ['new', 'vip'] })
    const { items } = await groups.list({ tags: ['vip'], category: '社区' })
    expect(items.map((item) => item.groupId)).toContain(groupId)
    await groups.setCategory({ groupId, category: null })
    expect(await groups.get({ groupId })).toMatchObject({ category: null })
    await expect(groups.setTags({ groupId, tags: ['a,b'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('it is put under review and taken out of it by hand, and what is done to it comes before that', async () => {
    const { groupId } = await metGroup()
    const { groups } = as(mod)
    const set = (standing: 'good' | 'under_review') =>
      groups.setStanding({ groupId, standing, reason: 'complaints by mail' })
    const shown = async () => (await groups.get({ groupId })).standing
    await set('under_review')
    await set('under_review')
    expect(await auditOf(groupId, 'group.standing_set')).toMatchObject([
      { actorId: mod.id, before: { standing: 'good' }, after: { standing: 'under_review' } },
    ])
    const listed = async () =>
      (await groups.list({ standing: 'under_review' })).items.map((one) => one.groupId)
    expect(await listed()).toContain(groupId)
    const support = as(await world.staff('support'))
    expect(await support.groups.get({ groupId })).toMatchObject({ standing: 'good', underReview: false })
    const asGood = await support.groups.list({ standing: 'good', q: groupId })
    expect(asGood.items).toMatchObject([{ standing: 'good' }])

    const suspension = await decide(world, mod, 'group.suspend', groupId)
    expect(await shown()).toBe('suspended')
    await expect(set('good')).rejects.toMatchObject({ message: 'standing_follows_actions' })
    await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, suspension, mod, 'test'))
    expect(await shown()).toBe('under_review')
    await perform(world, mod, 'group.suspend', groupId)
    await perform(world, mod, 'group.lift', groupId)
    expect(await groups.get({ groupId })).toMatchObject({ standing: 'under_review', underReview: true })
    await set('good')
    expect(await shown()).toBe('good')
    await perform(world, mod, 'group.dismiss', groupId)
    await expect(set('under_review')).rejects.toMatchObject({ message: 'standing_follows_actions' })
    await perform(world, mod, 'group.restore', groupId)
    expect(await shown()).toBe('good')
    await expect(
      support.groups.setStanding({ groupId, standing: 'good', reason: 'no' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('notes are sealed and cannot be changed', async () => {
    const { groupId } = await metGroup()
    await as(mod).groups.addNote({ groupId, text: 'watch the owner' })
    expect(await as(owner).groups.notes({ groupId })).toMatchObject([
      { text: 'watch the owner', by: { id: mod.id, name: mod.name } },
    ])
    const { prisma } = world.env.db
    const row = await prisma.groupNote.findFirstOrThrow({ where: { groupId } })
    expect(Buffer.from(row.body).includes('watch')).toBe(false)
    await expect(prisma.groupNote.delete({ where: { id: row.id } })).rejects.toThrow(/permission denied/)
  })

  test('two people at once: both changes are audited, each with what it found', async () => {
    const { groupId } = await metGroup()
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((category) => as(mod).groups.setCategory({ groupId, category })),
    )
    const rows = await auditOf(groupId, 'group.category_set')
    expect(rows).toHaveLength(4)
    const befores = new Set(rows.map(({ before }) => JSON.stringify(before)))
    expect(befores.size).toBe(4)
  })

  test('nothing about a group that nobody met, and nothing by support', async () => {
    await expect(as(mod).groups.setTags({ groupId: 'nowhere', tags: [] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const { groupId } = await metGroup()
    const support = as(await world.staff('support'))
    await expect(support.groups.setCategory({ groupId, category: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('protection', () => {
  const protect = (groupId: string, isProtected = true) =>
    as(owner).groups.setProtected({ groupId, protected: isProtected, reason: 'the company group' })

  test('keeps everybody but owners from acting on a group, and the plan says so', async () => {
    const { groupId } = await metGroup()
    await protect(groupId)
    for (const role of ['moderator', 'admin'] as const) {
      const actor = await world.staff(role)
      const request = { action: 'group.suspend' as const, subjectId: groupId }
      const plan = await as(actor).actions.plan(request)
      expect(plan).toMatchObject({ isProtected: true, obstacles: [{ key: 'protected' }] })
      const submit = as(actor).actions.submit({ ...request, plannedVersion: plan.version, reason: 'because' })
      await expect(submit).rejects.toMatchObject({ code: 'FORBIDDEN', message: 'protected' })
      await expect(
        as(actor).groups.setProtected({ groupId, protected: false, reason: 'no' }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(world.sandbox.store.counters.of(groupId).mute).toBeUndefined()
    const plan = await as(owner).actions.plan({ action: 'group.suspend', subjectId: groupId })
    expect(plan).toMatchObject({ isProtected: true, obstacles: [] })
    expect((await perform(world, owner, 'group.suspend', groupId)).state).toBe('verified')
    await expect(decide(world, mod, 'group.lift', groupId)).rejects.toMatchObject({ reason: 'protected' })
    await protect(groupId, false)
    expect((await perform(world, mod, 'group.lift', groupId)).state).toBe('verified')
    expect(await auditOf(groupId, 'group.unprotected')).toHaveLength(1)
  })

  test('of a person covers what they wrote', async () => {
    const { groupId, userIds } = await metGroup()
    const [, sender = ''] = userIds
    const message = await say(world, sender, { groupId }, 'hello')
    await as(owner).people.setProtected({ userId: sender, protected: true, reason: 'our own team' })
    const admin = await world.staff('admin')
    await expect(decide(world, mod, 'message.revoke', messageId(message))).rejects.toMatchObject({
      reason: 'protected',
    })
    await expect(decide(world, admin, 'user.logout', sender)).rejects.toMatchObject({ reason: 'protected' })
    expect((await perform(world, owner, 'message.revoke', messageId(message))).state).toBe('verified')
  })
})

describe('reading the beginning of a message for a plan', () => {
  test('is audited once an hour for each person and message; plans on groups are not', async () => {
    const { groupId, userIds } = await metGroup()
    const [, sender = ''] = userIds
    const message = await say(world, sender, { groupId }, 'private')
    const request = { action: 'message.revoke' as const, subjectId: messageId(message) }
    await Promise.all([1, 2, 3].map(() => as(mod).actions.plan(request)))
    await as(owner).actions.plan({ ...request, action: 'message.delete' })
    await as(mod).actions.plan({ action: 'group.suspend', subjectId: groupId })
    const rows = await auditOf(sender, 'message.read')
    expect(rows).toMatchObject([
      { actorId: mod.id, subjectKind: 'user', after: { message: messageId(message), groupId } },
      { actorId: owner.id, after: { for: 'message.delete' } },
    ])
    expect((await planAction(world.env, { ...request, input: {} }, 'test')).subject.name).toBe('private')
  })
})
