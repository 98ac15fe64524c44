import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openers } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { newClient } from '@/server/testing/api-clients'
import { testWorld, type World } from '@/server/testing/world'
import { getInvite } from '../console/get'
import { listInvites } from '../console/list'
import type { InviteBy } from './by'
import { changeInvite, pauseInvite, resumeInvite, revokeInvite } from './change'
import { changeMany } from './change-many'
import { createInvite, createInvites } from './create'
import { groupRule, setGroupRule } from './group-rule'
import { INVITE_LIMITS } from './limits'
import { previewInvites } from './preview'
import { returnUse } from './return-use'
import { createInviteInput, createInvitesInput } from './schema'

let world: World
let support: StaffActor
let by: { actor: StaffActor; requestId: string }
const DAY = 86_400_000
const soon = () => Date.now() + 7 * DAY

beforeAll(async () => {
  world = await testWorld()
  support = await world.staff('support')
  by = { actor: support, requestId: 'test' }
})
afterAll(() => world.close())

async function knownGroup(status: 'normal' | 'dismissed' = 'normal') {
  const groupId = randomUUID()
  const at = new Date()
  await world.env.db.prisma.groupIndex.create({
    data: { groupId, name: 'Harbour', memberCount: 3, status, createdAt: at, readAt: at },
  })
  return groupId
}

async function newLink(terms: object = {}, who: InviteBy = by) {
  const groupId = await knownGroup()
  const input = createInviteInput.parse({ groupId, expiresAt: soon(), maxUses: 10, ...terms })
  return { groupId, ...(await createInvite(world.env.db, who, input)) }
}

const audits = (id: string) =>
  world.env.db.prisma.auditRow.findMany({
    where: { subjectKind: 'invite', subjectId: id },
    orderBy: { id: 'asc' },
  })

test('a link is made with its trace, and what people wrote in it is sealed', async () => {
  const { id, code, groupId } = await newLink({ label: 'Spring fair', ticket: 'T-77' })
  const invite = await getInvite(world.env.db, { key: code, timeZone: 'Asia/Shanghai' })
  expect(invite).toMatchObject({
    id,
    group: { id: groupId, name: 'Harbour' },
    label: 'Spring fair',
    state: 'working',
    used: 0,
    maxUses: 10,
    creator: { kind: 'staff', name: support.name },
    ticket: 'T-77',
    counts: { joined: 0, applied: 0, reserved: 0, refused: 0, returned: 0 },
  })
  expect(invite.days).toHaveLength(30)
  const [made] = await audits(id)
  expect(made).toMatchObject({ action: 'invite.created', actorId: support.id })
  expect(JSON.stringify(made?.after)).not.toContain('Spring')
  const subject = { kind: 'invite', id }
  const open = await openers(world.env.db.prisma, [subject])
  expect(open(subject, made?.personal ?? new Uint8Array())).toContain('Spring fair')
})

test('a group that is dismissed or unknown gets none, and nobody goes beyond the limit of their role', async () => {
  const dismissed = await knownGroup('dismissed')
  const ask = (terms: object) =>
    createInvite(world.env.db, by, createInviteInput.parse({ expiresAt: soon(), maxUses: 1, ...terms }))
  await expect(ask({ groupId: dismissed })).rejects.toMatchObject({ reason: 'invite_group_dismissed' })
  await expect(ask({ groupId: 'nobody-knows' })).rejects.toMatchObject({ reason: 'group_not_found' })
  const groupId = await knownGroup()
  await expect(ask({ groupId, maxUses: 101 })).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'invite_uses_beyond',
    facts: { uses: 100 },
  })
  const admin = { actor: await world.staff('admin'), requestId: 'test' }
  const input = createInviteInput.parse({ groupId, maxUses: 101, expiresAt: soon() })
  await expect(createInvite(world.env.db, admin, input)).resolves.toMatchObject({ code: expect.any(String) })
})

test('a backend has a limit of its own, and its row is the creator', async () => {
  const owner = await world.staff('owner')
  const { id: clientId, keyId } = await newClient(world, owner, ['invites_manage'])
  const client: InviteBy = {
    actor: { kind: 'client', id: keyId, name: 'Backend' },
    clientId,
    requestId: 'test',
  }
  const { id } = await newLink({ maxUses: 1_000 }, client)
  expect(await getInvite(world.env.db, { key: id, timeZone: 'UTC' })).toMatchObject({
    creator: { kind: 'client', name: 'Backend' },
  })
  await expect(newLink({ maxUses: 1_001 }, client)).rejects.toMatchObject({ reason: 'invite_uses_beyond' })
  expect(INVITE_LIMITS.initial.client.uses).toBe(1_000)
})

test('a change needs the version that was seen, and only what becomes another is weighed', async () => {
  const owner = { actor: await world.staff('owner'), requestId: 'test' }
  const { id } = await newLink({ maxUses: null, expiresAt: null }, owner)
  await expect(changeInvite(world.env.db, by, { id, version: 1, label: 'Mine' })).resolves.toEqual({
    id,
    version: 2,
  })
  await expect(changeInvite(world.env.db, by, { id, version: 1, label: 'Late' })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'invite_changed',
  })
  await expect(changeInvite(world.env.db, by, { id, version: 2, maxUses: 500 })).rejects.toMatchObject({
    reason: 'invite_uses_beyond',
    field: 'maxUses',
  })
  expect(await changeInvite(world.env.db, by, { id, version: 2, label: 'Mine' })).toEqual({ id, version: 2 })
  // Nor is a link without limits turned into one that lets people in.
  const shown = await newLink({ maxUses: null, expiresAt: null, mode: 'info' }, owner)
  const join = { id: shown.id, version: 1, mode: 'join' as const }
  await expect(changeInvite(world.env.db, by, join)).rejects.toMatchObject({ reason: 'invite_end_beyond' })
  const within = { ...join, maxUses: 100, expiresAt: soon() }
  await expect(changeInvite(world.env.db, by, within)).resolves.toMatchObject({ version: 2 })
})

test('paused, resumed, revoked: each once, and revoked for good', async () => {
  const { id } = await newLink()
  const { db } = world.env
  const { version } = await pauseInvite(db, by, { id, version: 1 })
  await expect(pauseInvite(db, by, { id, version })).rejects.toMatchObject({ reason: 'invite_not_active' })
  const resumed = await resumeInvite(db, by, { id, version })
  await expect(resumeInvite(db, by, resumed)).rejects.toMatchObject({ reason: 'invite_not_paused' })
  const revoked = await revokeInvite(db, by, resumed)
  for (const again of [pauseInvite, resumeInvite, revokeInvite])
    await expect(again(db, by, revoked)).rejects.toMatchObject({ reason: 'invite_revoked' })
  expect((await audits(id)).map(({ action }) => action)).toEqual([
    'invite.created',
    'invite.paused',
    'invite.resumed',
    'invite.revoked',
  ])
})

test('a pause for abuse is ended by staff and not by a backend; a dismissed group holds its links', async () => {
  const { id, groupId } = await newLink()
  const { db } = world.env
  await db.prisma.invite.update({ where: { id }, data: { state: 'paused', pauseReason: 'abuse' } })
  const client: InviteBy = {
    actor: { kind: 'client', id: 'k', name: 'B' },
    clientId: randomUUID(),
    requestId: 'test',
  }
  await expect(resumeInvite(db, client, { id, version: 1 })).rejects.toMatchObject({
    reason: 'invite_abused',
  })
  await db.prisma.groupIndex.update({ where: { groupId }, data: { status: 'dismissed' } })
  await expect(resumeInvite(db, by, { id, version: 1 })).rejects.toMatchObject({
    reason: 'invite_group_dismissed',
  })
  await db.prisma.groupIndex.update({ where: { groupId }, data: { status: 'normal' } })
  await expect(resumeInvite(db, by, { id, version: 1 })).resolves.toMatchObject({ version: 2 })
})

test('a use is given back once, and uses stay at or above those taken', async () => {
  const { id, groupId } = await newLink({ maxUses: 2 })
  const { prisma } = world.env.db
  await prisma.invite.update({ where: { id }, data: { used: 2 } })
  const come = (userId: string) =>
    prisma.redemption.create({
      data: {
        inviteId: id,
        groupId,
        userId,
        state: 'joined',
        oncePerPerson: true,
        counted: true,
        settledAt: new Date(),
      },
    })
  const [first] = [await come('ann'), await come('bo')]
  await expect(changeInvite(world.env.db, by, { id, version: 1, maxUses: 1 })).rejects.toMatchObject({
    reason: 'invite_uses_below',
    facts: { used: 2 },
  })
  await expect(changeInvite(world.env.db, by, { id, version: 1, mode: 'info' })).rejects.toMatchObject({
    reason: 'invite_mode_used',
  })
  const at = { key: id, timeZone: 'UTC' }
  expect(await getInvite(world.env.db, at)).toMatchObject({ state: 'used_up', counts: { joined: 2 } })
  await returnUse(world.env.db, by, first.id)
  expect(await getInvite(world.env.db, at)).toMatchObject({
    state: 'working',
    used: 1,
    counts: { returned: 1 },
  })
  await expect(returnUse(world.env.db, by, first.id)).rejects.toMatchObject({ reason: 'use_returned' })
})

test('one order makes a link for each group that can have one', async () => {
  const [a, b, gone] = [await knownGroup(), await knownGroup(), await knownGroup('dismissed')]
  const held = await knownGroup()
  await world.env.db.prisma.groupExtension.create({ data: { groupId: held, standing: 'suspended' } })
  const common = { name: 'Harbour', members: 3, refused: null, held: false, links: 0 }
  expect(await previewInvites(world.env.db, [a, gone, held, 'nobody'])).toEqual([
    { ...common, groupId: a },
    { ...common, groupId: gone, refused: 'invite_group_dismissed' },
    { ...common, groupId: held, held: true },
    { ...common, groupId: 'nobody', name: null, members: null, refused: 'group_not_found' },
  ])
  const results = await createInvites(
    world.env.db,
    by,
    createInvitesInput.parse({
      groupIds: [a, gone, b, a, 'nobody'],
      label: 'Bulk',
      maxUses: 5,
      expiresAt: soon(),
    }),
  )
  expect(results).toEqual([
    { groupId: a, id: expect.any(String), code: expect.any(String), spelled: expect.any(String) },
    { groupId: gone, refused: 'invite_group_dismissed' },
    { groupId: b, id: expect.any(String), code: expect.any(String), spelled: expect.any(String) },
    { groupId: 'nobody', refused: 'group_not_found' },
  ])
  const { items } = await listInvites(world.env.db, { q: 'bulk', limit: 50 }, support.id)
  expect(items.map(({ group }) => group.id).sort()).toEqual([a, b].sort())
})

test('a group keeps rules for all of its links', async () => {
  const groupId = await knownGroup()
  const { db } = world.env
  expect(await groupRule(db.prisma, groupId)).toEqual({ hidesCard: false, memberLimit: null })
  await setGroupRule(db, by, { groupId, hidesCard: true, memberLimit: 200 })
  await setGroupRule(db, by, { groupId, hidesCard: true, memberLimit: 200 })
  expect(await groupRule(db.prisma, groupId)).toEqual({ hidesCard: true, memberLimit: 200 })
  const set = await db.prisma.auditRow.findMany({ where: { action: 'invite.rule_set', subjectId: groupId } })
  expect(set).toHaveLength(1)
})

test('after a restore the chosen links work again, and one that cannot says why', async () => {
  const [a, b] = [await newLink(), await newLink()]
  const { prisma } = world.env.db
  for (const status of ['dismissed', 'normal'] as const)
    await prisma.groupIndex.updateMany({
      where: { groupId: { in: [a.groupId, b.groupId] } },
      data: { status },
    })
  const at = (id: string) => getInvite(world.env.db, { key: id, timeZone: 'UTC' })
  expect(await at(a.id)).toMatchObject({ state: 'paused', pauseReason: 'group_restored' })
  const results = await changeMany(world.env.db, by, {
    what: 'resume',
    links: [
      { id: a.id, version: 2 },
      // As it was before the group came back.
      { id: b.id, version: 1 },
    ],
  })
  expect(results).toEqual([
    { id: a.id, refused: null },
    { id: b.id, refused: 'invite_changed' },
  ])
  expect([(await at(a.id)).state, (await at(b.id)).state]).toEqual(['working', 'paused'])
})
