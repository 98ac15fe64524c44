import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import type { Role } from '@/server/auth/permissions'
import { decide } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { startReport } from './report-process'

let world: World
let admin: StaffActor
beforeAll(async () => {
  world = await testWorld()
  admin = await world.staff('admin')
})
afterAll(() => world?.close())

const callerOf = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })
const read = () => callerOf(admin).health.get()
const op = { operationId: 'test' }

async function oldRow(secondsAgo: number, openim = '{}'): Promise<string> {
  const id = randomUUID()
  await world.env.db.pool.query(
    `INSERT INTO process_health (id, kind, host, pid, started_at, seen_at, openim)
     VALUES ($1, 'web', 'elsewhere', 7, now() - interval '1 day', now() - make_interval(secs => $2), $3)`,
    [id, secondsAgo, openim],
  )
  return id
}
const rowsOf = async (id: string) =>
  (await world.env.db.pool.query('SELECT 1 FROM process_health WHERE id = $1', [id])).rowCount

describe('who may', () => {
  test.each([
    ['support', false, false],
    ['moderator', false, false],
    ['auditor', true, false],
    ['admin', true, true],
    ['owner', true, true],
  ] as const)('%s: read %s, probe %s', async (role: Role, reads, probes) => {
    const caller = callerOf(await world.staff(role))
    const may = (asked: Promise<unknown>) =>
      asked.then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'FORBIDDEN' })
          return false
        },
      )
    expect([await may(caller.health.get()), await may(caller.health.probe({}))]).toEqual([reads, probes])
  })
})

describe('processes', () => {
  test('a process appears with its connection and what it found out, and goes when it ends', async () => {
    expect(await read()).toMatchObject({ workerAlive: false, processes: [] })
    expect((await read()).warnings).toContain('no_worker')
    const report = startReport(world.env, 'worker', 30)
    await expect.poll(async () => (await read()).workerAlive).toBe(true)
    const { processes, warnings, found } = await read()
    expect(processes).toEqual([
      expect.objectContaining({
        id: report.id,
        kind: 'worker',
        pid: process.pid,
        self: false,
        openim: expect.objectContaining({ state: 'up', breaker: 'closed', limit: 16 }),
      }),
    ])
    expect(processes[0]?.openim?.recent.ok).toBeGreaterThan(0)
    expect(processes[0]?.startedAt).toBeLessThan(Date.now())
    expect(warnings).not.toContain('no_worker')
    expect(found).toMatchObject({ version: 'main', adminTokens: 'replaced' })
    await report.stop()
    expect(await read()).toMatchObject({ workerAlive: false, processes: [] })
  })

  test('one that was not heard of for a minute counts as gone, and the next to write removes it', async () => {
    const [here, gone] = [await oldRow(30), await oldRow(61)]
    expect((await read()).processes.map(({ id }) => id)).toEqual([here])
    expect(await rowsOf(gone)).toBe(1)
    const report = startReport(world.env, 'web', 60_000)
    await expect.poll(() => rowsOf(gone)).toBe(0)
    expect(await rowsOf(here)).toBe(1)
    await report.stop()
  })

  test('one of another version is there, though what it says cannot be read', async () => {
    const id = await oldRow(1, '{"state":"sideways"}')
    const { processes } = await read()
    expect(processes.find((one) => one.id === id)).toMatchObject({ host: 'elsewhere', openim: null })
  })

  test('a database that is away disturbs nobody', async () => {
    const broken = await testWorld()
    await broken.close()
    const report = startReport({ db: broken.env.db, openim: world.env.openim }, 'web', 10)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await report.stop()
  })
})

describe('what it tells', () => {
  test('the database, the store, the shared token without itself, and what is unsafe', async () => {
    await callerOf(admin).health.probe({})
    const health = await read()
    expect(health).toMatchObject({
      openim: { state: 'up' },
      found: { version: 'main', reported: 'sandbox-main' },
      portCheck: null,
      database: { version: expect.stringMatching(/^\d+/), latencyMs: expect.any(Number) },
      store: { kind: 'in-process', alive: true },
    })
    expect(health.warnings).toEqual(expect.arrayContaining(['default_secret', 'one_process']))
    expect(health.token?.expiresAt).toBeGreaterThan(health.token?.renewedAt ?? Number.POSITIVE_INFINITY)
    const { rows } = await world.env.db.pool.query('SELECT token FROM openim_token')
    expect(JSON.stringify(health)).not.toContain(rows[0].token)
  })

  test('actions that are not settled', async () => {
    const { groupId } = await world.group(3)
    const before = (await read()).ledger
    await decide(world, await world.staff('moderator'), 'group.suspend', groupId)
    const { ledger } = await read()
    expect(ledger.unsettled).toBe(before.unsettled + 1)
    expect(ledger.oldest).toBeGreaterThan(Date.now() - 60_000)
  })

  test('jobs by how they are', async () => {
    const add = (key: string) => world.env.db.pool.query(`SELECT steward_enqueue('nothing', '{}', $1)`, [key])
    const before = (await read()).queue
    await add('a')
    expect((await read()).queue.waiting).toBe(before.waiting + 1)
    expect((await read()).queue.oldest).not.toBeNull()
  })

  test('OpenIM that went away, with the breaker once it is open', async () => {
    const report = startReport(world.env, 'worker', 20)
    world.sandbox.setDown(true)
    for (let n = 0; n < 6; n += 1) await world.env.openim.groups.mute('g', op).catch(() => undefined)
    await expect
      .poll(async () => (await read()).processes.find(({ id }) => id === report.id)?.openim?.breaker)
      .not.toBe('closed')
    const health = await read()
    expect(health.openim.state).toBe('down')
    expect(health.warnings[0]).toBe('openim_away')
    const away = health.processes.find(({ id }) => id === report.id)?.openim
    expect(away).toMatchObject({ state: 'down', lastError: { kind: 'uncertain', reason: 'connection_lost' } })
    world.sandbox.setDown(false)
    await expect.poll(async () => (await read()).openim.state, { timeout: 20_000 }).toBe('up')
    await report.stop()
  })
})

describe('trying with the token of a person', () => {
  test('what it shows is kept for everybody and leaves an audit row; the token is not kept', async () => {
    const { userIds } = await world.group(1)
    const { token } = await world.env.openim.auth.userToken(userIds[0] ?? '', 5, op)
    expect(await callerOf(admin).health.probe({ userToken: token })).toEqual({ openToUsers: 'yes' })
    // Another probe, without a token, does not unlearn it.
    await callerOf(admin).health.probe({})
    const { portCheck, warnings } = await read()
    expect(portCheck).toEqual({ open: true, at: expect.any(Number), by: admin.name })
    expect(warnings).toContain('port_open_to_users')
    const { unsafe } = await callerOf(await world.staff('support')).session.health()
    expect(unsafe).toBe(2)

    const rows = await world.env.db.prisma.auditRow.findMany({
      where: { action: 'openim.probed', actorId: admin.id },
      orderBy: { id: 'desc' },
    })
    expect(rows.map(({ after }) => Reflect.get(Object(after), 'openToUsers')).slice(0, 2)).toEqual([
      'unknown',
      'yes',
    ])
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test.each([
    ['one that OpenIM does not know', async () => 'not.a.token', 'token_refused'],
    [
      "an administrator's",
      async () => (await world.env.db.pool.query('SELECT token FROM openim_token')).rows[0].token,
      'token_needs_person',
    ],
    ['no token at all', async () => 'two words', 'token_refused'],
  ])('%s is refused, and nothing is written', async (_what, token, message) => {
    const count = () => world.env.db.prisma.auditRow.count()
    const before = await count()
    const asked = callerOf(admin).health.probe({ userToken: await token() })
    await expect(asked).rejects.toThrow(message)
    expect(await count()).toBe(before)
  })

  test('while OpenIM is away it says so', async () => {
    world.sandbox.setDown(true)
    await expect(callerOf(admin).health.probe({})).rejects.toThrow()
    world.sandbox.setDown(false)
  })
})
