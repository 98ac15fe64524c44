import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { messageId } from '@/server/actions/message/address'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { openCase } from '@/server/testing/cases'
import { say } from '@/server/testing/chat'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { exportGroups, groupsHeader } from './export'
import { groupFilter } from './schema'
import { sweepGroups } from './sweep'

let world: World
let moderator: StaffActor
const op = { operationId: 'test' }

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  moderator = await world.staff()
})
afterAll(() => world?.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })

describe('recent messages', () => {
  test('are shown to those who say what for, audited before they are read', async () => {
    const { groupId, userIds } = await world.group(3)
    const [, sender = '', other = ''] = userIds
    const first = await say(world, sender, { groupId }, 'Cheap flats')
    const second = await say(world, other, { groupId }, 'No agents')
    await perform(world, moderator, 'message.revoke', messageId(first))
    const { messages } = await as(moderator).groups.recentMessages({ groupId, purpose: 'A call by phone' })
    expect(messages.map(({ seq, text, revoked, sender }) => ({ seq, text, revoked, by: sender.id }))).toEqual(
      [
        { seq: first.seq, text: '', revoked: true, by: expect.any(String) },
        { seq: second.seq, text: 'No agents', revoked: false, by: other },
      ],
    )
    expect(messages[1]?.subjectId).toBe(messageId(second))
    const [row] = await world.env.db.prisma.auditRow.findMany({
      where: { action: 'group.messages_read', subjectId: groupId },
    })
    expect(row).toMatchObject({ actorId: moderator.id, after: { count: 50 } })
    expect(row?.personal).not.toBeNull()
  })

  test('leave an audit row also where OpenIM then does not answer', async () => {
    const { groupId } = await world.group(2)
    world.sandbox.setDown(true)
    await expect(
      as(moderator).groups.recentMessages({ groupId, purpose: 'A call by phone' }),
    ).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    world.sandbox.setDown(false)
    const where = { action: 'group.messages_read', subjectId: groupId }
    expect(await world.env.db.prisma.auditRow.count({ where })).toBe(1)
  })

  test('are kept from roles without cases, and from those who do not say what for', async () => {
    const { groupId } = await world.group(2)
    const support = as(await world.staff('support'))
    await expect(support.groups.recentMessages({ groupId, purpose: 'Curious' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(as(moderator).groups.recentMessages({ groupId, purpose: ' ' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

test('who waits to be let in is listed until answered', async () => {
  const { groupId } = await world.group(2)
  const [applicant = ''] = (await world.group(1)).userIds
  await world.env.openim.joinRequests.apply(groupId, applicant, { joinSource: 3, message: 'Hello' }, op)
  const before = await as(moderator).groups.joinRequests({ groupId })
  expect(before).toMatchObject({ total: 1, items: [{ userId: applicant, message: 'Hello' }] })
  const requestedAt = before.items[0]?.requestedAt
  await perform(world, moderator, 'member.accept', memberKey(groupId, applicant), { requestedAt })
  expect((await as(moderator).groups.joinRequests({ groupId })).items).toEqual([])
})

test('who is reported most comes first; roles without cases learn nothing', async () => {
  const { groupId, userIds } = await world.group(4)
  const [, once = '', often = ''] = userIds
  const conversationId = `sg_${groupId}`
  const report = (messageSeq: number, userId: string, reportsCount: number) =>
    world.env.db.prisma.case.create({
      data: {
        subjectKind: 'message',
        subjectKey: `${conversationId}#${messageSeq}`,
        conversationId,
        messageSeq,
        subjectName: `Nick ${userId}`,
        reason: 'spam',
        severity: 1,
        groupId,
        userId,
        reportsCount,
      },
    })
  await report(1, once, 1)
  await report(2, often, 2)
  await report(3, often, 3)
  await openCase(world, { groupId, reportsCount: 9 })
  const found = await as(moderator).groups.mostReported({ groupId })
  expect(found.map(({ userId, reports, openCases }) => ({ userId, reports, openCases }))).toEqual([
    { userId: often, reports: 5, openCases: 2 },
    { userId: once, reports: 1, openCases: 1 },
  ])
  const reportsIn = async (actor: StaffActor) => {
    const { items } = await as(actor).groups.members({ groupId })
    return Object.fromEntries(items.map((member) => [member.userId, member.reports]))
  }
  expect(await reportsIn(moderator)).toMatchObject({ [once]: 1, [often]: 5 })
  const support = await world.staff('support')
  expect(new Set(Object.values(await reportsIn(support)))).toEqual(new Set([0]))
  await expect(as(support).groups.mostReported({ groupId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

describe('related groups', () => {
  test('have the same owner, are owned by an admin of it, or have a near-equal name', async () => {
    const { groupId, userIds } = await world.group(3, 1)
    const [owner = '', admin = '', member = ''] = userIds
    const make = (name: string, ownerId: string) => world.env.openim.groups.create({ name, ownerId }, op)
    await world.env.openim.groups.setInfo(groupId, { name: 'Berlin Flats & Rooms' }, op)
    const sameOwner = await make('Something else', owner)
    const ofAdmin = await make('Another thing', admin)
    const near = await make('berlin flats & rooms 2', member)
    const both = await make('Berlin flats and rooms', owner)
    const neither = await make('Evening study circle', member)
    await sweepGroups(world.env)
    const { items, more, adminsRead } = await as(moderator).groups.related({ groupId })
    const relations = Object.fromEntries(items.map((item) => [item.groupId, item.relations]))
    expect(relations).toEqual({
      [sameOwner]: ['same_owner'],
      [both]: ['same_owner', 'similar_name'],
      [ofAdmin]: ['owned_by_admin'],
      [near]: ['similar_name'],
    })
    expect(relations[neither]).toBeUndefined()
    expect({ more, adminsRead }).toEqual({ more: false, adminsRead: true })
    world.sandbox.setDown(true)
    const away = await as(moderator).groups.related({ groupId })
    world.sandbox.setDown(false)
    expect(away.adminsRead).toBe(false)
    expect(away.items.map((item) => item.groupId)).not.toContain(ofAdmin)
  })

  test('are found by names in any script', async () => {
    const [ownerId = ''] = (await world.group(1)).userIds
    const [otherId = ''] = (await world.group(1)).userIds
    const make = (name: string, owner: string) => world.env.openim.groups.create({ name, ownerId: owner }, op)
    const groupId = await make('滨江夜跑俱乐部', ownerId)
    const near = await make('滨江夜跑俱乐部二群', otherId)
    await make('周末围棋俱乐部', otherId)
    await sweepGroups(world.env)
    const { items } = await as(moderator).groups.related({ groupId })
    const similar = items.filter(({ relations }) => relations.includes('similar_name'))
    expect(similar.map((item) => item.groupId)).toEqual([near])
  })
})

test('an export has every group that matches, and cases only for those who may read them', async () => {
  const names = ['=1+1', 'Plain, with a comma']
  for (const name of names) {
    const [ownerId = ''] = (await world.group(1)).userIds
    await world.env.openim.groups.create({ name: `${name} exported`, ownerId }, op)
  }
  await sweepGroups(world.env)
  const filter = groupFilter.parse({ q: 'exported', sort: 'name' })
  const lines: (string | number | null)[][] = []
  for await (const page of exportGroups(world.env.db, filter, 'admin')) lines.push(...page)
  expect(lines.map((line) => line[1])).toEqual(['=1+1 exported', 'Plain, with a comma exported'])
  expect(lines[0]).toHaveLength(groupsHeader('admin').length)
  expect(groupsHeader('support')).not.toContain('open_cases')
})

test('a card is read as it is now', async () => {
  const { groupId } = await world.group(2)
  await world.env.openim.groups.setInfo(groupId, { introduction: 'New words' }, op)
  expect(await as(moderator).groups.card({ groupId })).toMatchObject({
    introduction: 'New words',
    joinRule: 'apply',
  })
  await expect(as(moderator).groups.card({ groupId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('disagreements are listed for one group', async () => {
  const [{ groupId }, other] = [await world.group(2), await world.group(2)]
  for (const id of [groupId, other.groupId]) {
    await world.env.db.prisma.drift.create({
      data: { groupId: id, kind: 'unmuted', expected: 'muted', seen: 'normal', version: 1 },
    })
  }
  const { items } = await as(moderator).drift.list({ groupId })
  expect(items).toMatchObject([
    { group: { id: groupId }, kind: 'unmuted', remedy: { action: 'group.suspend' } },
  ])
})
