import { actorOf } from '@/server/auth/sessions'
import { env } from '@/server/env'
import { createCaller } from '@/server/trpc/root'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByRatio, median, note } from './figure'
import { fillCases } from './fill-cases'
import { type ListCase, listCases } from './list-cases'
import { benchStaff } from './staff'

const DEPTH = 40_000
const WARM_UP = 100
const ROUNDS = 400
const LIMIT = 3

/**
 * The case list with 100,000 cases, called in this process with all its checks: the session's row, the permission, the
 * input. Baseline: the same rows by plain SQL through pg, over the same pool. Pages of every order, the first and a deep
 * one; the figure is that of the page with the worst ratio.
 */
export async function list(): Promise<Figure[]> {
  const url = await benchDatabase()
  Object.assign(process.env, benchSettings(url))
  const { db, fast } = env()
  atEnd(db.close)
  atEnd(fast.close)
  const { staffId, sessionId } = await benchStaff(db.prisma, 'moderator')
  await fillCases(url, [staffId])
  const results = await interleave(await listCases(db.pool, DEPTH), sessionId)
  for (const { name, ours, plain } of results) {
    note(
      `  ${name.padEnd(30)} ${ours.toFixed(2)} ms, SQL ${plain.toFixed(2)} ms, ${(ours / plain).toFixed(2)}×`,
    )
  }
  const worst = results.toSorted((a, b) => b.ours / b.plain - a.ours / a.plain)[0]
  if (!worst) throw new Error('no page was measured')
  const { ours: value, plain: baseline } = worst
  return [limitedByRatio({ name: 'list', value, unit: 'ms', baseline, limit: LIMIT })]
}

type Result = { name: string; ours: number; plain: number }

/** Medians of both, taken in turns so that both meet the same weather. */
async function interleave(pages: readonly ListCase[], sessionId: string): Promise<Result[]> {
  const times = pages.map((page) => ({ page, ours: [] as number[], plain: [] as number[] }))
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const { page, ours, plain } of times) {
      const a = await timed(() => callProcedure(page, sessionId))
      const b = await timed(() => readPlain(page))
      if (a.result.join() !== b.result.join()) throw new Error(`${page.name}: other rows than plain SQL`)
      if (round < 0) continue
      ours.push(a.ms)
      plain.push(b.ms)
    }
  }
  return times.map(({ page, ours, plain }) => ({
    name: page.name,
    ours: median(ours),
    plain: median(plain),
  }))
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const begun = performance.now()
  const result = await work()
  return { ms: performance.now() - begun, result }
}

async function callProcedure({ input }: ListCase, sessionId: string): Promise<number[]> {
  const here = env()
  const actor = await actorOf(here.db.prisma, sessionId, here.config.mode)
  const { items } = await createCaller({ actor, requestId: 'bench', env: here }).cases.list(input)
  return items.map((item) => item.number)
}

async function readPlain({ sql, values, input }: ListCase): Promise<number[]> {
  const { rows } = await env().db.pool.query<{ number: number }>(sql, values)
  return rows.slice(0, input.limit).map((row) => row.number)
}
