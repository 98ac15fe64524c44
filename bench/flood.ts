import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { actorOf } from '@/server/auth/sessions'
import { root } from '@/server/cli/project.mjs'
import { type Env, env } from '@/server/env'
import { receiveReport } from '@/server/features/reports/receive'
import { prepareFlood } from '@/server/testing/flood'
import { createCaller } from '@/server/trpc/root'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByRatio, limitedByValue, note, quantile } from './figure'
import { fillCases } from './fill-cases'
import { startSandbox } from './sandbox-process'
import { benchStaff } from './staff'
import { temporaryFolder } from './temporary-folder'

const REPORTERS = 200
const SUBJECTS = 50
const PER_SECOND = 150
const SECONDS = 60
const QUIET_MS = 15_000
/** Somebody opens or refreshes the list, ms. */
const LOOK_EVERY_MS = 40
const LIMIT = 2

/**
 * 150 reports a second for a minute, of 200 people about 50 others, by another process over HTTP, while the list of
 * cases is asked for in the very process that receives them. Figures: the list's 95th percentile against that in the quiet
 * before, and the reports received in a second against those sent. Fails where one is lost or a subject has two cases.
 */
export async function flood(): Promise<Figure[]> {
  const { here, sessionId, ownerId } = await begin()
  const plan = await prepareFlood(here, { reporters: REPORTERS, subjects: SUBJECTS }, ownerId)
  const casesBefore = await here.db.prisma.case.count()
  const url = await receiver(here)
  await looking(here, sessionId, () => sleep(2_000))
  const quiet = await looking(here, sessionId, () => sleep(QUIET_MS))
  const count = PER_SECOND * SECONDS
  let sent: Sent | undefined
  const cpuBefore = process.cpuUsage()
  const busy = await looking(here, sessionId, async () => {
    sent = await send({ url, ...plan, perSecond: PER_SECOND, count })
  })
  if (!sent) throw new Error('nothing was sent')
  const { user, system } = process.cpuUsage(cpuBefore)
  await proveNoneLost(here, sent, count, casesBefore)
  const [value, baseline] = [quantile(busy, 0.95), quantile(quiet, 0.95)]
  note(
    `  list p95 ${value.toFixed(2)} ms, quiet ${baseline.toFixed(2)} ms; median ${quantile(busy, 0.5).toFixed(2)} and ` +
      `${quantile(quiet, 0.5).toFixed(2)} ms; a report is answered in ${quantile(sent.times, 0.5).toFixed(1)} / ` +
      `${quantile(sent.times, 0.95).toFixed(1)} ms (median / p95); this process used ` +
      `${((user + system) / 1_000 / count).toFixed(1)} ms of a processor for each report, lists included`,
  )
  const rate = count / (sent.tookMs / 1_000)
  return [
    limitedByRatio({ name: 'flood', value, unit: 'ms', baseline, limit: LIMIT }),
    // As time for each report: less is better, as with every other figure.
    limitedByValue({
      name: 'flood-pace',
      value: 1_000 / rate,
      unit: 'ms',
      baseline: 1_000 / PER_SECOND,
      limit: (1_000 / PER_SECOND) * 1.05,
    }),
  ]
}

async function begin(): Promise<{ here: Env; sessionId: string; ownerId: string }> {
  const databaseUrl = await benchDatabase()
  const openim = await startSandbox('none')
  Object.assign(
    process.env,
    benchSettings(databaseUrl, { OPENIM_URL: openim.url, OPENIM_SECRET: openim.secret }),
  )
  const here = env()
  atEnd(here.db.close)
  const { staffId, sessionId } = await benchStaff(here.db.prisma, 'owner')
  await fillCases(databaseUrl, [staffId], 10_000)
  return { here, sessionId, ownerId: staffId }
}

/** This process receives reports over HTTP, as a web process does. */
async function receiver(here: Env): Promise<string> {
  const server = createServer(async (asked, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(Buffer.from(chunk))
    const { authorization = '', 'content-type': type = '' } = asked.headers
    const request = new Request(`http://127.0.0.1${asked.url}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: Buffer.concat(chunks),
    })
    const answer = await receiveReport(here, request)
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => server.close())
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return `http://127.0.0.1:${port}`
}

/** How long the list took, ms, each time it was asked for while `work` went on. */
async function looking(here: Env, sessionId: string, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let going = true
  const looks = (async () => {
    while (going) {
      const begun = performance.now()
      const actor = await actorOf(here.db.prisma, sessionId, here.config.mode)
      await createCaller({ actor, requestId: 'bench', env: here }).cases.list({ limit: 50 })
      times.push(performance.now() - begun)
      await sleep(Math.random() * 2 * LOOK_EVERY_MS)
    }
  })()
  try {
    await work()
  } finally {
    going = false
    await looks
  }
  return times
}

const sentShape = z.object({
  numbers: z.array(z.string()),
  refused: z.array(z.number()),
  times: z.array(z.number()),
  tookMs: z.number(),
})
type Sent = z.infer<typeof sentShape>

async function send(orders: object): Promise<Sent> {
  const folder = temporaryFolder('flood')
  const [file, answers] = [join(folder, 'orders.json'), join(folder, 'answers.json')]
  writeFileSync(file, JSON.stringify(orders))
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/flood-sender.ts', file, answers], {
    cwd: root,
    stdio: 'inherit',
  })
  atEnd(() => child.kill())
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`the sender ended with code ${code}`)
  return sentShape.parse(JSON.parse(readFileSync(answers, 'utf8')))
}

async function proveNoneLost({ db }: Env, sent: Sent, count: number, casesBefore: number): Promise<void> {
  if (sent.refused.length > 0) throw new Error(`refused: ${[...new Set(sent.refused)].join(', ')}`)
  const { rowCount: stored } = await db.pool.query('SELECT 1 FROM report WHERE number = ANY($1)', [
    sent.numbers,
  ])
  if (sent.numbers.length !== count || stored !== count) {
    throw new Error(`of ${count} reports ${sent.numbers.length} were taken and ${stored} are there`)
  }
  const cases = (await db.prisma.case.count()) - casesBefore
  if (cases !== SUBJECTS) throw new Error(`${SUBJECTS} subjects have ${cases} cases`)
  note(`  ${count} reports in ${(sent.tookMs / 1_000).toFixed(1)} s, none lost, ${cases} cases`)
}
