import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import type { Env } from '@/server/env'
import { answersNow, openimHealth } from '@/server/features/session/openim-health'
import type { Capabilities } from '@/server/openim/capabilities'
import { alertsFailing, ledgerLoad, queueLoad } from './load'
import { readPortCheck } from './port-check'
import { isWorkerAlive, readProcesses } from './process-rows'
import { thisProcessId } from './report-process'
import type { Found, HealthWarning, SystemHealth } from './schema'
import { openimWarnings, systemWarnings } from './warnings'
import { webhookState } from './webhook-state'

type Needed = Pick<Env, 'db' | 'openim' | 'fast'>

/** How Steward and what it needs are at this moment, and what deserves attention. Changes nothing. */
export async function systemHealth({ db, openim, fast }: Needed): Promise<SystemHealth> {
  const { prisma } = db
  // Alone, before the pool is busy with the rest: this is its time.
  const database = await timed(async () => serverVersion(prisma))
  const [here, store, seen, portCheck, token, ledger, queue, failing] = await Promise.all([
    openimHealth({ openim }),
    timed(() => fast.alive()),
    readProcesses(prisma),
    readPortCheck(prisma, openim.baseUrl),
    sharedToken(prisma, openim),
    ledgerLoad(prisma),
    queueLoad(prisma),
    alertsFailing(prisma),
  ])
  const webhooks = await webhookState(prisma, seen)
  const found = newest([here.capabilities, ...seen.map(({ capabilities }) => capabilities)])
  const facts = {
    openim: {
      state: answersNow(here) ? ('up' as const) : ('down' as const),
      since: here.sinceMs,
      latencyMs: here.lastLatencyMs ?? null,
    },
    store: { kind: fast.kind, alive: store.value, latencyMs: store.ms },
    workerAlive: seen.some(({ process: { kind } }) => kind === 'worker' || kind === 'both'),
    processes: seen.map(({ process }) => ({ ...process, self: process.id === thisProcessId() })),
    ledger,
    queue,
    webhooks,
    alertsFailing: failing,
  }
  return {
    ...facts,
    at: Date.now(),
    found: found && foundOf(found),
    portCheck,
    token,
    database: { version: database.value, latencyMs: database.ms },
    warnings: [...systemWarnings(facts), ...openimWarnings(found, portCheck)],
  }
}

/** What the line at the foot of the navigation tells of: whether a worker is there, and how much is unsafe. */
export async function attention({ db, openim }: Needed): Promise<{ worker: boolean; unsafe: number }> {
  const [worker, portCheck] = await Promise.all([
    isWorkerAlive(db.prisma),
    readPortCheck(db.prisma, openim.baseUrl),
  ])
  const unsafe: HealthWarning[] = openimWarnings(openim.health().capabilities, portCheck)
  return { worker, unsafe: unsafe.length }
}

function newest(found: (Capabilities | null)[]): Capabilities | null {
  const known = found.filter((one) => one !== null)
  return known.reduce<Capabilities | null>((best, one) => (best && best.atMs >= one.atMs ? best : one), null)
}

const foundOf = ({ atMs, version, reported, adminTokens, clockDifferenceMs }: Capabilities): Found => ({
  ...{ atMs, version, reported, adminTokens, clockDifferenceMs },
})

async function serverVersion(prisma: Tx): Promise<string> {
  const rows = await prisma.$queryRaw`SELECT current_setting('server_version') AS version`
  const [{ version }] = z.tuple([z.object({ version: z.string() })]).parse(rows)
  return version
}

/** When the admin token of this OpenIM was renewed and ends; the token itself is not read. */
async function sharedToken(
  prisma: Tx,
  { baseUrl, adminId }: Needed['openim'],
): Promise<SystemHealth['token']> {
  const row = await prisma.openimToken.findFirst({
    where: { baseUrl, adminId, token: { not: '' } },
    select: { renewedAt: true, expiresAt: true },
  })
  return row && { renewedAt: row.renewedAt.getTime(), expiresAt: row.expiresAt.getTime() }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now()
  const value = await work()
  return { value, ms: Math.round((performance.now() - started) * 10) / 10 }
}
