import { Client, Pool } from 'pg'
import { seedGroups } from '@/prisma/seed/groups'
import { actorOf } from '@/server/auth/sessions'
import { openDb } from '@/server/db/client'
import { type Env, env } from '@/server/env'
import { summariseNames } from '@/server/features/names/summarise'
import { createCaller } from '@/server/trpc/root'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByRatio, note, quantile } from './figure'
import { type GroupPage, groupPages } from './group-pages'
import { benchStaff } from './staff'

const FEW = 10_000
const MANY = 1_000_000
const WARM_UP = 20
const ROUNDS = 200
const LIMIT = { page: 1.2, search: 3 }

/**
 * The group list with 1,000,000 groups in the index, called in this process with all its checks; baseline: the same with
 * 10,000, taken in turns. First pages, deep ones, filters that match many, few or none, and words that are rare or common. The
 * figures are the 95th percentiles of all pages of a kind together.
 */
export async function groupsList(): Promise<Figure[]> {
  const url = await benchDatabase()
  Object.assign(process.env, benchSettings(url))
  const { db, fast } = env()
  atEnd(db.close)
  atEnd(fast.close)
  const many = await copyOf(url, 'many')
  const sides = await Promise.all([sideOf(url, FEW), sideOf(many, MANY)])
  const results = await interleave(sides)
  for (const { name, times } of results) {
    const [few = Number.NaN, big = Number.NaN] = times.map((all) => quantile(all, 0.95))
    note(`  ${name.padEnd(44)} ${big.toFixed(2)} ms, ${few.toFixed(2)} ms, ${(big / few).toFixed(2)}×`)
  }
  return (['page', 'search'] as const).map((kind) => {
    const [baseline = Number.NaN, value = Number.NaN] = [0, 1].map((side) =>
      quantile(
        results.filter((result) => result.kind === kind).flatMap(({ times }) => times[side] ?? []),
        0.95,
      ),
    )
    const name = kind === 'page' ? 'groups-list' : 'groups-list search'
    return limitedByRatio({ name, value, unit: 'ms', baseline, limit: LIMIT[kind] })
  })
}

type Side = { env: Env; sessionId: string; pages: GroupPage[] }

/** Another database on the same server, with the same tables. */
async function copyOf(url: string, name: string): Promise<string> {
  const copy = new URL(url)
  const template = copy.pathname.slice(1)
  copy.pathname = 'postgres'
  const client = new Client({ connectionString: copy.href })
  await client.connect()
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  await client.end()
  copy.pathname = name
  return copy.href
}

async function sideOf(url: string, count: number): Promise<Side> {
  const begun = performance.now()
  const owner = new Pool({ connectionString: url, max: 1 })
  await seedGroups(owner, count)
  await owner.end()
  note(`  ${count} groups made in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const db = openDb(url)
  atEnd(db.close)
  // As the worker does by itself.
  await summariseNames(db)
  const { sessionId } = await benchStaff(db.prisma, 'moderator')
  return { env: { ...env(), db }, sessionId, pages: await groupPages(db.pool, count) }
}

/** All pages on both sides in turns, so that both meet the same weather. */
async function interleave([few, many]: readonly Side[]) {
  const results = (few?.pages ?? []).map(({ name, kind }, at) => {
    const sides = [few, many].flatMap((side) => {
      const page = side?.pages[at]
      return side && page ? [{ side, page }] : []
    })
    return { name, kind, sides, times: [[], []] as number[][] }
  })
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const { sides, times } of results) {
      for (const [at, { side, page }] of sides.entries()) {
        const begun = performance.now()
        await callProcedure(side, page)
        if (round >= 0) times[at]?.push(performance.now() - begun)
      }
    }
  }
  return results
}

async function callProcedure({ env: here, sessionId }: Side, { input }: GroupPage): Promise<void> {
  const actor = await actorOf(here.db.prisma, sessionId, here.config.mode)
  await createCaller({ actor, requestId: 'bench', env: here }).groups.list(input)
}
