import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { previewRestore } from '@/server/actions/group/restore-preview'
import { testGroups } from '@/server/actions/group/test-groups'
import { planAction } from '@/server/actions/plan'
import type { StaffActor } from '@/server/auth/actor'
import { readLeaders } from '@/server/features/groups/leaders'
import { refreshGroup } from '@/server/features/groups/refresh'
import { listSnapshots } from '@/server/features/snapshots/list'
import { workWebhooks } from '@/server/features/webhooks/work'
import { needNobodyElse, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'
import { type Gate, startGate } from './gate'
import { freePort, gateProcess, postTo, SECRET } from './test-gate'

const options = { operationId: 'test' }

let world: World
let gate: Gate
let lin: StaffActor
let groups: ReturnType<typeof testGroups>
beforeAll(async () => {
  // OpenIM needs the gate's address, the gate the database's.
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/${SECRET}`
  world = await testWorld({ settleMs: 500, sandbox: { webhooks: { url, enable: ['all'] } } })
  gate = await startGate(
    { databaseUrl: world.database.url, host: '127.0.0.1', port, secret: SECRET },
    () => undefined,
  )
  lin = await world.staff('owner')
  await needNobodyElse(world, lin)
  groups = testGroups(world)
})
afterAll(async () => {
  await gate?.stop()
  await world?.close()
})

const post = (command: string, body: unknown, more: { secret?: string; port?: number } = {}) =>
  postTo({ port: gate.port, ...more }, command, body)
const dismissedHint = (groupID: string, membersID: string[], ownerID = membersID[0] ?? '') =>
  post('callbackAfterDisMissGroupCommand', { groupID, ownerID, groupType: '\u0002', membersID })

const rowsOf = async (table: string) =>
  (await world.database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0
const toldOf = (groupId: string) => world.env.db.prisma.webhookDismissal.count({ where: { groupId } })
const arrived = (groupId: string) => expect.poll(() => toldOf(groupId), { timeout: 10_000 }).toBe(1)
/** Resolves once what was told is in PostgreSQL, and has been worked on. */
async function worked(done: () => Promise<unknown>, expected: unknown) {
  await expect
    .poll(
      async () => {
        await workWebhooks(world.env, new AbortController().signal)
        return await done()
      },
      { timeout: 15_000 },
    )
    .toEqual(expected)
}
const listsOf = (groupId: string) =>
  world.env.db.prisma.memberSnapshot.findMany({ where: { groupId }, orderBy: { takenAt: 'asc' } })
const namesOf = async (groupId: string) =>
  (await groups.now(groupId)) ? Object.keys(await groups.rolesOf(groupId)).sort() : []
const planOf = (groupId: string, input: object = {}) =>
  planAction(world.env, { action: 'group.restore', subjectId: groupId, input }, 'test')

describe('a group that its owner dismisses in the app', () => {
  test('comes back with everybody, as OpenIM’s webhook named them', async () => {
    const { groupId, userIds } = await world.group(5, 1)
    await groups.dismissByHand(groupId)
    await worked(async () => (await listsOf(groupId)).map(({ people }) => people), [5])
    const [list] = await listsOf(groupId)
    expect(list).toMatchObject({ ledgerId: null, ownerId: userIds[0], status: 'normal', toldBesides: 0 })
    expect(list?.toldAt).not.toBeNull()

    expect((await listSnapshots(world.env.db, { groupId, limit: 5 })).items).toMatchObject([
      { ledgerId: null, people: 5, toldBesides: 0 },
    ])
    const plan = await planOf(groupId)
    expect(plan.obstacles).toEqual([{ key: 'needs_owner_request' }])
    const keys = plan.consequences.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['restore_people_told', 'restore_told_list']))
    expect(keys).not.toContain('restore_earlier_list')
    const preview = await previewRestore(world.env, { groupId, cursor: null, limit: 10 }, 'test')
    expect(preview).toMatchObject({ source: 'webhook', people: 5, toldBesides: 0 })
    expect(preview.items.map(({ role }) => role)).toEqual(['owner', null, null, null, null])

    const ownerAsked = { text: 'The owner wrote to support.' }
    const item = await perform(world, lin, 'group.restore', groupId, { ownerAsked })
    expect(item).toMatchObject({
      state: 'verified',
      outcome: { code: 'restored_told', facts: { people: 5, of: 5 } },
    })
    expect(await namesOf(groupId)).toEqual(userIds.toSorted())
    expect(await groups.ownersOf(groupId)).toEqual([userIds[0]])
    expect(await world.env.db.prisma.auditRow.findMany({ where: { action: 'snapshot.told' } })).toMatchObject(
      [{ actorId: 'webhooks', subjectId: groupId, after: { added: 5, people: 5 } }],
    )

    // Dismissed once more: a list of its own, which the earlier one does not mix with.
    await world.env.openim.groups.kick(groupId, userIds.slice(3), { sendMessage: false }, options)
    await groups.dismissByHand(groupId)
    await worked(async () => (await listsOf(groupId)).map(({ people }) => people), [5, 3])
  })

  test('comes back with its admins, as they were last read', async () => {
    const { groupId, userIds } = await world.group(5, 2)
    const [owner = '', admin = '', left = ''] = userIds
    await refreshGroup(world.env, groupId)
    await readLeaders(world.env)
    await world.env.openim.groups.kick(groupId, [left], { sendMessage: false }, options)
    await groups.dismissByHand(groupId)
    await worked(async () => (await listsOf(groupId)).map(({ people }) => people), [4])
    const keys = (await planOf(groupId)).consequences.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['restore_people_led', 'restore_admins_as_read']))
    expect(keys).not.toContain('restore_people_told')
    const preview = await previewRestore(world.env, { groupId, cursor: null, limit: 10 }, 'test')
    expect(preview.items.map(({ role }) => role)).toEqual(['owner', 'admin', 'member', 'member'])
    const ownerAsked = { text: 'The owner wrote to support.' }
    const item = await perform(world, lin, 'group.restore', groupId, { ownerAsked })
    expect(item).toMatchObject({ state: 'verified', outcome: { code: 'restored_led', facts: { people: 4 } } })
    const roles = await groups.rolesOf(groupId)
    expect(roles).toMatchObject({ [owner]: 'owner', [admin]: 'admin' })
    expect(Object.values(roles).filter((role) => role === 'member')).toHaveLength(2)
  })

  test('owes its list to nobody who forges one beforehand, or names people OpenIM does not know', async () => {
    const { groupId, userIds } = await world.group(3)
    const [owner = ''] = userIds
    await dismissedHint(groupId, [owner, 'u_made_up'])
    await arrived(groupId)
    await workWebhooks(world.env, new AbortController().signal)
    expect([await listsOf(groupId), await toldOf(groupId)]).toEqual([[], 1])
    expect((await groups.now(groupId))?.status).toBe('normal')
    expect(await namesOf(groupId)).toEqual(userIds.toSorted())
    // What OpenIM does not confirm in its time is forgotten.
    await world.env.db.prisma.webhookDismissal.updateMany({
      where: { groupId },
      data: { receivedAt: new Date(Date.now() - 60_000), nextAt: new Date() },
    })
    await worked(() => toldOf(groupId), 0)
    await groups.dismissByHand(groupId)
    await worked(async () => (await listsOf(groupId)).map(({ people }) => people), [3])
    await dismissedHint(groupId, [owner, 'u_made_up'])
    await arrived(groupId)
    await worked(() => toldOf(groupId), 0)
    expect(await listsOf(groupId)).toMatchObject([{ people: 3, toldBesides: 0 }])
  })
})

describe('beside a dismissal of ours', () => {
  test('whom only a webhook names is kept apart, and comes back when somebody asks for it', async () => {
    const { groupId, userIds } = await world.group(4, 1)
    const { userIds: others } = await world.group(3)
    const [late = '', unwanted = ''] = others
    const [owner = '', admin = ''] = userIds
    await perform(world, lin, 'group.dismiss', groupId)
    await dismissedHint(groupId, [late, unwanted, admin], unwanted)
    await worked(async () => (await listsOf(groupId)).map((one) => [one.people, one.toldBesides]), [[4, 2]])
    // Once more: nothing new, and nothing less.
    await dismissedHint(groupId, [late])
    await arrived(groupId)
    await worked(() => toldOf(groupId), 0)
    expect(await listsOf(groupId)).toMatchObject([{ people: 4, toldBesides: 2, ownerId: owner }])

    const page = (cursor: string | null) => previewRestore(world.env, { groupId, cursor, limit: 3 }, 'test')
    const first = await page(null)
    expect(first).toMatchObject({ source: 'read', people: 4, toldBesides: 2 })
    const items = [...first.items, ...(await page(first.nextCursor)).items]
    expect(items.map(({ toldOnly, role }) => [toldOnly, role])).toEqual([
      ...[
        [false, 'owner'],
        [false, 'admin'],
        [false, 'member'],
        [false, 'member'],
      ],
      ...[
        [true, null],
        [true, null],
      ],
    ])
    await world.env.db.prisma.personExtension.create({ data: { userId: unwanted, standing: 'suspended' } })
    expect(await planOf(groupId)).toMatchObject({ people: 4, obstacles: [] })
    expect((await planOf(groupId)).consequences).toContainEqual({
      key: 'restore_told_out',
      values: { people: 2 },
    })
    const wider = await planOf(groupId, { alsoTold: true })
    expect(wider.people).toBe(5)
    expect(wider.consequences).toContainEqual({ key: 'restore_told_too', values: { people: 2 } })

    const item = await perform(world, lin, 'group.restore', groupId, { alsoTold: true })
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 5, of: 6, sanctioned: 1 } } })
    expect(await namesOf(groupId)).toEqual([...userIds, late].toSorted())
    expect(await groups.rolesOf(groupId)).toMatchObject({
      [owner]: 'owner',
      [admin]: 'admin',
      [late]: 'member',
    })
  })

  test('its own webhook names nobody whom we have not read', async () => {
    const { groupId } = await world.group(3)
    await perform(world, lin, 'group.dismiss', groupId)
    await arrived(groupId)
    await worked(() => toldOf(groupId), 0)
    expect(await listsOf(groupId)).toMatchObject([{ people: 3, toldBesides: 0 }])
  })
})

test('what webhooks tell of is read again, and an owner who was set is watched', async () => {
  const { groupId, userIds } = await world.group(3)
  const [, second = '', third = ''] = userIds
  const indexed = () => world.env.db.prisma.groupIndex.findUnique({ where: { groupId } })
  await worked(async () => (await indexed())?.memberCount, 3)
  await world.env.openim.groups.setInfo(groupId, { name: 'Told of' }, options)
  await worked(async () => (await indexed())?.name, 'Told of')
  await perform(world, lin, 'group.transfer', groupId, { userId: second })
  await world.env.openim.groups.transfer(groupId, second, third, options)
  const drift = () =>
    world.env.db.prisma.drift.findMany({ where: { groupId }, select: { kind: true, seen: true } })
  await worked(drift, [{ kind: 'owner_changed', seen: third }])
  await world.env.openim.users.update(third, { nickname: 'Told too' }, options)
  const name = async () =>
    (await world.env.db.prisma.personIndex.findUnique({ where: { userId: third } }))?.nickname
  await worked(name, 'Told too')
})

describe('a gate', () => {
  test('answers nobody without the secret, and says that it runs', async () => {
    for (const secret of ['wrong', '', `${SECRET}x`]) {
      expect((await post('callbackAfterQuitGroupCommand', { groupID: 'g' }, { secret })).status).toBe(404)
    }
    const health = await fetch(`http://127.0.0.1:${gate.port}/health`)
    expect([health.status, await health.json()]).toEqual([200, { ok: true }])
    const odd = await fetch(`http://127.0.0.1:${gate.port}/${SECRET}/callbackAfterNew`, {
      method: 'POST',
      body: '{',
    })
    expect([odd.status, await odd.json()]).toEqual([200, expect.objectContaining({ nextCode: 0 })])
    const long = await post('callbackBeforeSendGroupMsgCommand', { content: 'x'.repeat(17_000_000) })
    expect(long.status).toBe(200)
  })

  test('is on the health page, with what OpenIM never called', async () => {
    const { systemHealth } = await import('@/server/features/health/get')
    await expect
      .poll(async () => (await systemHealth(world.env)).processes.map(({ kind }) => kind), {
        timeout: 10_000,
      })
      .toContain('gate')
    const { webhooks, workerAlive, warnings } = await systemHealth(world.env)
    expect(webhooks).toMatchObject({ gateAlive: true, url: `http://127.0.0.1:${gate.port}/GATE_SECRET` })
    expect(webhooks.lastCallAt).toBeGreaterThan(Date.now() - 60_000)
    expect(webhooks.notHeard).not.toContain('afterDismissGroup')
    expect(workerAlive).toBe(false)
    expect(warnings).not.toContain('no_gate')
  })

  test('answers a flood while PostgreSQL is away, keeps no more than its limits, and writes once it is back', async () => {
    const port = await freePort()
    const url = new URL(world.database.url)
    const real = { host: url.hostname, port: Number(url.port) }
    url.port = String(port)
    const errors: unknown[] = []
    const settings = { databaseUrl: url.href, host: '127.0.0.1', port: 0, secret: SECRET }
    const alone = await startGate(settings, (error) => errors.push(error))
    const ids = Array.from({ length: 1_000 }, (_, n) => `u_flood_${n}`)
    const slowest = { ms: 0 }
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let n = lane; n < ids.length; n += 8) {
        const sentAt = performance.now()
        const answer = await post(
          'callbackAfterUpdateUserInfoCommand',
          { userID: ids[n] },
          { port: alone.port },
        )
        expect(answer.status).toBe(200)
        slowest.ms = Math.max(slowest.ms, performance.now() - sentAt)
      }
    })
    await Promise.all(lanes)
    // OpenIM itself gives up after five seconds.
    expect(slowest.ms).toBeLessThan(5_000)
    // Told once for writing and once for reporting, however often both were tried.
    expect(errors).toHaveLength(2)
    const way = createServer((from) => void from.pipe(connect(real)).pipe(from)).listen(port, '127.0.0.1')
    const written = async () =>
      (await world.env.db.prisma.webhookHint.findMany({ where: { subjectId: { in: ids } } })).length
    await expect.poll(written, { timeout: 10_000 }).toBe(ids.length)
    await alone.stop()
    way.close()
    await worked(() => rowsOf('webhook_hint'), 0)
  })

  test('that is killed loses what it has not written, and the next one goes on', async () => {
    const port = await freePort()
    const start = () => gateProcess(world.database.url, port)
    const { groupId } = await world.group(2)
    await groups.dismissByHand(groupId)
    await worked(async () => (await listsOf(groupId)).length, 1)
    const killed = await start()
    await post('callbackAfterQuitGroupCommand', { groupID: groupId }, { port })
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    const next = await start()
    const { userIds } = await world.group(1)
    const answer = await post(
      'callbackAfterUserRegisterCommand',
      { users: userIds.map((userID) => ({ userID })) },
      { port },
    )
    expect(answer.status).toBe(200)
    // Asked to stop, it writes what waits first.
    next.kill('SIGTERM')
    const [code] = await once(next, 'exit')
    expect(code).toBe(0)
    const known = async () => world.env.db.prisma.personIndex.count({ where: { userId: { in: userIds } } })
    await worked(known, 1)
  })
})
