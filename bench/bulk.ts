import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { named, prepareBatch } from '@/server/actions/batch/prepare'
import { startBatch } from '@/server/actions/batch/start'
import { memberKey } from '@/server/actions/member/schema'
import type { StaffActor } from '@/server/auth/actor'
import { root } from '@/server/cli/project.mjs'
import { type Db, openDb } from '@/server/db/client'
import { getBatch } from '@/server/features/batches/queries'
import { createOpenim, type Openim } from '@/server/openim/client'
import { createPostgresTokenStore } from '@/server/openim/token-postgres'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByRatio, note } from './figure'
import { benchStaff } from './staff'

const ITEMS = 10_000
/** Calls under way at once, for both. */
const AT_ONCE = 8
const LATENCY_MS = 20
/** Groups of the sandbox; ten times as many memberships. */
const GROUPS = 2_800
const LIMIT = 1.3
const HOUR_MS = 3_600_000

type Target = { groupId: string; userId: string }

/**
 * Ten thousand people muted in their groups as one batch: planned, written down, sent, read back and settled by the
 * worker, in the time until the batch is done. Baseline: a bare loop with the same client and as many calls at once that
 * makes the same reads, calls and read-backs of as many people and writes nothing down. OpenIM is the sandbox in a
 * process of its own, 20 ms away.
 */
export async function bulk(): Promise<Figure[]> {
  const databaseUrl = await benchDatabase()
  const sandbox = await startProcess(
    ['server/sandbox/main.ts', '--port', '0', '--seed', String(GROUPS), '--quiet'],
    {},
  )
  const url = await sandbox.printed(/http:\/\/[\d.]+:\d+/)
  const settings = benchSettings(databaseUrl, {
    OPENIM_URL: url,
    OPENIM_SECRET: 'openIM123',
    OPENIM_MAX_IN_FLIGHT: String(AT_ONCE),
  })
  Object.assign(process.env, settings)
  const db = openDb(databaseUrl, 4)
  atEnd(db.close)
  const openim = clientOf(db, url)
  const targets = await chosen(openim)
  await control(url, 'faults', { rules: [{ route: '*', kind: 'latency', ms: LATENCY_MS, times: 0 }] })

  const baseline = await bareLoop(openim, targets.slice(0, ITEMS))
  const bareCalls = await calls(url)
  const worker = await startProcess(['server/jobs/main.ts'], settings)
  await worker.printed(/worker ready/)
  const value = await asBatch(db, targets.slice(ITEMS))
  const batchCalls = await calls(url)
  note(
    `  calls for each: ${(bareCalls / ITEMS).toFixed(2)} bare, ${(batchCalls / ITEMS).toFixed(2)} as a batch`,
  )
  return [limitedByRatio({ name: 'bulk', value, unit: 's', baseline, limit: LIMIT })]
}

function clientOf(db: Db, baseUrl: string): Openim {
  const tokenStore = createPostgresTokenStore(db.pool, { baseUrl, adminId: 'imAdmin' })
  return createOpenim({
    baseUrl,
    secret: 'openIM123',
    adminId: 'imAdmin',
    tokenStore,
    maxInFlight: AT_ONCE,
  })
}

const options = { operationId: 'bench', timeoutMs: 30_000 }

/** Ordinary members of groups that are not dismissed, twice as many as a run needs. */
async function chosen(openim: Openim): Promise<Target[]> {
  const targets: Target[] = []
  for await (const { id: groupId, status } of openim.groups.all(options)) {
    if (status === 'dismissed') continue
    const members = await openim.groups.members.all(groupId, options)
    for (const { userId, role } of members) if (role === 'member') targets.push({ groupId, userId })
    if (targets.length >= 2 * ITEMS) return targets.slice(0, 2 * ITEMS)
  }
  throw new Error(`only ${targets.length} people to mute`)
}

/** The time of it, s. */
async function bareLoop(openim: Openim, targets: readonly Target[]): Promise<number> {
  const { groups } = openim
  const next = targets.values()
  async function lane() {
    for (const { groupId, userId } of next) {
      // As a plan, and once more right before the call.
      await groups.members.details(groupId, [userId], options)
      await groups.members.details(groupId, [userId], options)
      await groups.muteMember(groupId, userId, 3_600, options)
      const [member] = await groups.members.details(groupId, [userId], options)
      if ((member?.mutedUntil ?? 0) < Date.now()) throw new Error(`${userId} is not muted in ${groupId}`)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return (performance.now() - startedAt) / 1_000
}

/** The time from choosing them until the last one is settled, s. */
async function asBatch(db: Db, targets: readonly Target[]): Promise<number> {
  const { staffId, sessionId } = await benchStaff(db.prisma, 'owner')
  const actor: StaffActor = { kind: 'staff', id: staffId, name: 'Bench', role: 'owner', sessionId }
  const by = { actor, requestId: 'bench' }
  const startedAt = performance.now()
  const input = { until: Date.now() + HOUR_MS }
  const subjects = named(targets.map(({ groupId, userId }) => memberKey(groupId, userId)))
  const batchId = await db.prisma.$transaction((tx) =>
    prepareBatch(tx, by, { action: 'member.mute', input, targets: subjects }),
  )
  const { planHash } = await until(db, batchId, 'planned')
  const plannedAt = performance.now()
  // Nobody else is there to agree to so many.
  const start = { batchId, planHash: planHash ?? '', reason: 'because of the bench', emergency: true }
  await startBatch({ db }, by, start)
  const { counts } = await until(db, batchId, 'done')
  const endedAt = performance.now()
  if (counts.verified !== targets.length) throw new Error(`not all muted: ${JSON.stringify(counts)}`)
  note(`  planned in ${seconds(plannedAt - startedAt)}, run in ${seconds(endedAt - plannedAt)}`)
  return (endedAt - startedAt) / 1_000
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

async function until(db: Db, id: string, state: 'planned' | 'done') {
  for (;;) {
    const row = await db.prisma.batch.findUniqueOrThrow({ where: { id }, select: { state: true } })
    if (row.state === state) return await getBatch(db, { id })
    await sleep(100)
  }
}

async function control(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
}

/** Calls since this was asked last. */
async function calls(url: string): Promise<number> {
  const response = await fetch(`${url}/_sandbox/calls`)
  const { calls: all } = JSON.parse(await response.text())
  await fetch(`${url}/_sandbox/calls`, { method: 'DELETE' })
  return all.length
}

/** A process of the product; `printed` resolves with what it prints that matches. */
async function startProcess(args: string[], settings: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Its database may stop only after it.
  atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  })
  let text = ''
  return {
    printed: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        child.stdout?.on('data', (chunk) => {
          text += String(chunk)
          const found = pattern.exec(text)?.[0]
          if (found) resolve(found)
        })
        child.once('exit', (code) => reject(new Error(`${args[0]} ended with code ${code}`)))
      }),
  }
}
