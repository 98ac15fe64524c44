import { actorOf } from '@/server/auth/sessions'
import { openDb } from '@/server/db/client'
import { type Env, env } from '@/server/env'
import { createCaller } from '@/server/trpc/root'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByRatio, note, quantile } from './figure'
import { fillCases } from './fill-cases'
import { type QueuePage, queuePages } from './queue-pages'
import { benchStaff } from './staff'

/** Four reports to a case, as the seed has it. */
const MANY = { reports: 1_000_000, cases: 250_000, depth: 40_000 }
const FEW = { reports: 10_000, cases: 2_500, depth: 1_000 }
const WARM_UP = 60
const ROUNDS = 400
const LIMIT = 3
const GROWTH_LIMIT = 1.2

/**
 * The queue with a million reports, called in this process with all its checks: the session's row, the permission, what
 * this person may see, the input. 95th percentiles of the page with the worst ratio. Baselines: the same rows by plain
 * SQL through pg, over the same pool; and the same page with 10,000 reports.
 */
export async function queue(): Promise<Figure[]> {
  const [many, few] = [await filled(MANY), await filled(FEW)]
  const results = await interleave(many, few)
  for (const { name, ours, plain, few: small } of results) {
    note(
      `  ${name.padEnd(20)} ${ours.toFixed(2)} ms, SQL ${plain.toFixed(2)} ms: ${(ours / plain).toFixed(2)}×; ` +
        `with 10,000 ${small.toFixed(2)} ms: ${(ours / small).toFixed(2)}×`,
    )
  }
  const worst = results.toSorted((a, b) => b.ours / b.plain - a.ours / a.plain)[0]
  const grown = results.toSorted((a, b) => b.ours / b.few - a.ours / a.few)[0]
  if (!worst || !grown) throw new Error('no page was measured')
  return [
    limitedByRatio({ name: 'queue', value: worst.ours, unit: 'ms', baseline: worst.plain, limit: LIMIT }),
    limitedByRatio({
      name: 'queue-growth',
      value: grown.ours,
      unit: 'ms',
      baseline: grown.few,
      limit: GROWTH_LIMIT,
    }),
  ]
}

type Filled = { here: Env; sessionId: string; pages: QueuePage[] }

async function filled({ reports, cases, depth }: typeof MANY): Promise<Filled> {
  const url = await benchDatabase()
  Object.assign(process.env, benchSettings(url))
  const db = openDb(url)
  atEnd(db.close)
  const here = { ...env(), db }
  const { staffId, sessionId } = await benchStaff(db.prisma, 'moderator')
  note(`  ${reports} reports are written down`)
  await fillCases(url, [staffId], cases)
  return { here, sessionId, pages: await queuePages(db.pool, depth) }
}

type Result = { name: string; ours: number; plain: number; few: number }

/** All three in turns, so that all meet the same weather. */
async function interleave(many: Filled, few: Filled): Promise<Result[]> {
  const times = many.pages.map((page, at) => ({
    page,
    small: few.pages[at] ?? page,
    ours: [] as number[],
    plain: [] as number[],
    few: [] as number[],
  }))
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const { page, small, ...kept } of times) {
      const a = await timed(() => callProcedure(many, page))
      const b = await timed(() => readPlain(many, page))
      const c = await timed(() => callProcedure(few, small))
      if (a.result.join() !== b.result.join()) throw new Error(`${page.name}: other rows than plain SQL`)
      if (round < 0) continue
      kept.ours.push(a.ms)
      kept.plain.push(b.ms)
      kept.few.push(c.ms)
    }
  }
  const p95 = (all: readonly number[]) => quantile(all, 0.95)
  return times.map(({ page, ours, plain, few: small }) => ({
    name: page.name,
    ours: p95(ours),
    plain: p95(plain),
    few: p95(small),
  }))
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const begun = performance.now()
  const result = await work()
  return { ms: performance.now() - begun, result }
}

async function callProcedure({ here, sessionId }: Filled, { input }: QueuePage): Promise<number[]> {
  const actor = await actorOf(here.db.prisma, sessionId, here.config.mode)
  const { items } = await createCaller({ actor, requestId: 'bench', env: here }).cases.list(input)
  return items.map((item) => item.number)
}

async function readPlain({ here }: Filled, { sql, values, input }: QueuePage): Promise<number[]> {
  const { rows } = await here.db.pool.query<{ number: number }>(sql, values)
  return rows.slice(0, input.limit).map((row) => row.number)
}
