import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StaffActor } from '@/server/auth/actor'
import type { Role } from '@/server/auth/permissions'
import { type Config, config as processConfig, readConfig } from '@/server/config'
import type { Env } from '@/server/env'
import { followLedger } from '@/server/features/cases/follow-ledger'
import { refreshAfterAction } from '@/server/features/groups/follow-ledger'
import { lookAtApplication } from '@/server/features/invites/redemption/applications'
import { endRedemption } from '@/server/features/invites/redemption/follow-ledger'
import { refreshPersonAfterAction } from '@/server/features/people/follow-ledger'
import { createOpenim } from '@/server/openim/client'
import { createPostgresTokenStore } from '@/server/openim/token-postgres'
import { openFastStore } from '@/server/redis/fast-store'
import type { SandboxOptions } from '@/server/sandbox/options'
import { type Sandbox, startSandbox } from '@/server/sandbox/server'
import { type TestDatabase, testDatabase } from '@/server/testing/database'

/** A database of its own, a sandbox of its own, and the environment over both. */
export type World = {
  env: Env
  sandbox: Sandbox
  database: TestDatabase
  /** Variables with which another process works on the same database and sandbox. */
  variables: Record<string, string>
  /** A new member of staff. */
  staff(role?: Role): Promise<StaffActor>
  /** Registers people and makes a group of them; the first is the owner, the next `admins` are its admins. */
  group(size: number, admins?: number): Promise<{ groupId: string; userIds: string[] }>
  close(): Promise<void>
}

type WorldSettings = {
  sandbox?: SandboxOptions
  /** One of its own where none is given. */
  database?: TestDatabase
  undoMs?: number
  settleMs?: number
  timeoutMs?: number
}

/** Builds a world for one test file. Call `close()` in `afterAll`. */
export async function testWorld(settings: WorldSettings = {}): Promise<World> {
  const { undoMs = 0, settleMs = 1_500, timeoutMs = 700 } = settings
  const database = settings.database ?? (await testDatabase())
  const sandbox = await startSandbox({ seed: 'none', ...settings.sandbox })
  const variables = variablesOf(database.url, sandbox.url, { undoMs, settleMs, timeoutMs })
  const config: Config = { ...readConfig(variables), key: sharedKey(variables) }
  const { url, secret, admin } = config.openim
  const openim = createOpenim({
    baseUrl: url,
    secret,
    adminId: admin,
    timeoutMs,
    tokenStore: createPostgresTokenStore(database.pool, { baseUrl: url, adminId: admin }),
  })
  const fast = openFastStore(undefined, () => {})
  const env: Env = {
    db: database.db,
    openim,
    config,
    fast,
    settledHooks: [
      ...[followLedger, refreshAfterAction, refreshPersonAfterAction],
      ...[endRedemption, lookAtApplication],
    ],
  }
  return {
    env,
    sandbox,
    database,
    variables: { ...variables, STEWARD_KEY: config.key.toString('base64') },
    staff: (role = 'moderator') => newStaff(env, role),
    group: (size, admins = 0) => newGroup(env, size, admins),
    async close() {
      await fast.close()
      await sandbox.close()
      await database.drop()
      await rm(config.dataDir, { recursive: true, force: true })
    },
  }
}

/** The master key is a setting of the process, read once: that of its first world, which all others share. */
function sharedKey(variables: Record<string, string>): Buffer {
  const { env } = process
  process.env = { ...env, ...variables }
  try {
    return processConfig().key
  } finally {
    process.env = env
  }
}

type Times = { undoMs: number; settleMs: number; timeoutMs: number }

const variablesOf = (databaseUrl: string, openimUrl: string, { undoMs, settleMs, timeoutMs }: Times) => ({
  DATABASE_URL: databaseUrl,
  STEWARD_ONE_PROCESS: 'true',
  STEWARD_DATA: join(tmpdir(), `steward-world-${randomUUID()}`),
  OPENIM_URL: openimUrl,
  OPENIM_SECRET: 'openIM123',
  OPENIM_ADMIN: 'imAdmin',
  OPENIM_TIMEOUT_MS: String(timeoutMs),
  NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
  STEWARD_KEY: randomBytes(32).toString('base64'),
  STEWARD_UNDO_MS: String(undoMs),
  STEWARD_SETTLE_MS: String(settleMs),
  LOG_LEVEL: 'silent',
})

async function newStaff(env: Env, role: Role): Promise<StaffActor> {
  const name = `Staff ${randomUUID().slice(0, 8)}`
  const email = `${randomUUID()}@test.local`
  const row = await env.db.prisma.staff.create({ data: { email, name, role, passwordHash: 'none' } })
  const session = await env.db.prisma.session.create({
    data: { staffId: row.id, expiresAt: new Date(Date.now() + 3_600_000) },
  })
  return { kind: 'staff', id: row.id, name, role, sessionId: session.id }
}

async function newGroup(env: Env, size: number, admins: number) {
  const run = randomUUID().replaceAll('-', '').slice(0, 10)
  const userIds = Array.from({ length: size }, (_, i) => `u${run}x${i}`)
  const options = { operationId: `test-${run}`, timeoutMs: 30_000 }
  for (let i = 0; i < userIds.length; i += 1_000) {
    const batch = userIds.slice(i, i + 1_000).map((id) => ({ id, nickname: `Nick ${id}` }))
    await env.openim.users.register(batch, options)
  }
  const [ownerId = '', ...others] = userIds
  const rest = others.slice(admins)
  const groupId = await env.openim.groups.create(
    { name: `Group ${run}`, ownerId, adminIds: others.slice(0, admins), memberIds: rest.slice(0, 900) },
    options,
  )
  for (let i = 900; i < rest.length; i += 50) {
    // The released OpenIM answers an error for what it did: read back below.
    await env.openim.groups
      .invite(groupId, rest.slice(i, i + 50), { sendMessage: false }, options)
      .catch(() => {})
  }
  const present = await env.openim.groups.members.ids(groupId, options)
  if (present.length !== size) throw new Error(`the group has ${present.length} of ${size} people`)
  return { groupId, userIds }
}
