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
import { type Figure, limitedByRatio, note, quantile, unlimited } from './figure'
import { type GroupPage, groupPages } from './group-pages'
import { nameLate } from './late-words'
import { benchStaff } from './staff'

const FEW = 10_000
const MANY = 1_000_000
const WARM_UP = { page: 10, search: 2 }
const ROUNDS = { page: 20, search: 6 }
/** Searches that seem to pass the limit are called so often again: chance alone would have the worst of hundreds pass it. */
const AGAIN = 20
const LIMIT = { 'first page': 1.2, 'deep page': 1.2, search: 3 }

/**
 * The group list with 1,000,000 groups in the index, called in this process with all its checks; baseline: the same with
 * 10,000, taken in turns. Each filter in each order, on a first page and on one half way down, with words of all sorts, is
 * a kind of its own. Figures: the 95th percentiles of all calls of a sort together.
 *
 * A filter that finds four groups among the few finds a full page among the many, and more rows cost more whatever the
 * index does. So pages are compared by asking both sides for as many rows as the few have. Full pages of both are told
 * beside them, without a limit; so is the kind whose ratio of medians is worst.
 */
export async function groupsList(): Promise<Figure[]> {
  const url = await benchDatabase()
  Object.assign(process.env, benchSettings(url))
  const { db, fast } = env()
  atEnd(db.close)
  atEnd(fast.close)
  const many = await copyOf(url, 'many')
  const sides = await Promise.all([sideOf(url, FEW), sideOf(many, MANY)])
  const kinds = kindsOf(sides)
  const searches = kinds.filter(({ of }) => of === 'search')
  const full = kinds.filter(({ of }) => of !== 'search')
  const pages: Kind[] = []
  for (const kind of full) {
    const rows = await measure(kind, ROUNDS.page, WARM_UP.page)
    const same = withRows(kind, rows)
    await measure(same, ROUNDS.page, 1)
    pages.push(same)
  }
  for (const kind of searches) await measure(kind, ROUNDS.search, WARM_UP.search)
  const figures = (['first page', 'deep page'] as const).flatMap((of) => [
    limitedByRatio({ ...p95(`groups-list, ${of}`, pages, of), limit: LIMIT[of] }),
    unlimited(p95(`groups-list, ${of}, full`, full, of)),
  ])
  const search = limitedByRatio({ ...p95('groups-list search', searches, 'search'), limit: LIMIT.search })
  for (const kind of searches.filter((one) => ratioOf(one) > LIMIT.search)) await measure(kind, AGAIN, 0)
  tell('pages, of as many rows', pages)
  tell('pages, full', full)
  tell('searches', searches)
  return [
    ...figures,
    unlimited(worst('groups-list', pages)),
    search,
    unlimited(worst('groups-list search', searches)),
  ]
}

type Kind = {
  name: string
  of: GroupPage['kind']
  sides: { side: Side; input: GroupPage['input'] }[]
  /** Ms, of each side. */
  times: [number[], number[]]
}

const SIDES = [0, 1] as const
const both = (kind: Kind, share: number) => SIDES.map((side) => quantile(kind.times[side], share))

function ratioOf(kind: Kind): number {
  const [few, many] = both(kind, 0.5)
  return (many ?? Number.NaN) / (few ?? Number.NaN)
}

function p95(name: string, kinds: readonly Kind[], of: Kind['of']) {
  const all = kinds.filter((kind) => kind.of === of)
  const [baseline = Number.NaN, value = Number.NaN] = SIDES.map((side) =>
    quantile(
      all.flatMap(({ times }) => times[side]),
      0.95,
    ),
  )
  return { name, value, unit: 'ms' as const, baseline }
}

const byRatio = (kinds: readonly Kind[]) => kinds.toSorted((a, b) => ratioOf(b) - ratioOf(a))

function worst(name: string, kinds: readonly Kind[]) {
  const [kind] = byRatio(kinds)
  const [baseline = Number.NaN, value = Number.NaN] = kind ? both(kind, 0.5) : []
  return {
    name: `${name}, worst of ${kinds.length} kinds: ${kind?.name}`,
    value,
    unit: 'ms' as const,
    baseline,
  }
}

function tell(title: string, kinds: readonly Kind[]): void {
  note(`  ${title}: medians of the worst of ${kinds.length} kinds`)
  for (const kind of byRatio(kinds).slice(0, 15)) {
    const [few, many] = both(kind, 0.5)
    note(
      `    ${kind.name.padEnd(60)} ${many?.toFixed(2)} ms, ${few?.toFixed(2)} ms, ${ratioOf(kind).toFixed(2)}×`,
    )
  }
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
  await seedGroups(owner, count, nameLate)
  await owner.end()
  note(`  ${count} groups made in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const db = openDb(url)
  atEnd(db.close)
  // As the worker does by itself.
  await summariseNames(db)
  note(`  their names put into stretches after ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const { sessionId } = await benchStaff(db.prisma, 'moderator')
  return { env: { ...env(), db }, sessionId, pages: await groupPages(db.pool, count) }
}

function kindsOf([few, many]: readonly Side[]): Kind[] {
  return (few?.pages ?? []).map(({ name, kind }, at) => {
    const sides = [few, many].flatMap((side) => {
      const page = side?.pages[at]
      return side && page ? [{ side, input: page.input }] : []
    })
    return { name, of: kind, sides, times: [[], []] }
  })
}

/** The same, of at most so many rows on either side. */
const withRows = (kind: Kind, rows: number): Kind => ({
  ...kind,
  sides: kind.sides.map(({ side, input }) => ({ side, input: { ...input, limit: Math.max(1, rows) } })),
  times: [[], []],
})

/**
 * On both sides in turns, so that both meet the same weather; who begins changes each round. Returns how many rows the
 * first side found.
 */
async function measure({ sides, times }: Kind, rounds: number, warmUp: number): Promise<number> {
  let found = 0
  for (let round = -warmUp; round < rounds; round++) {
    for (const at of round % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const asked = sides[at]
      if (!asked) continue
      const begun = performance.now()
      const { items } = await callProcedure(asked)
      if (round >= 0) times[at].push(performance.now() - begun)
      if (at === 0) found = items.length
    }
  }
  return found
}

async function callProcedure({ side: { env: here, sessionId }, input }: Kind['sides'][number]) {
  const actor = await actorOf(here.db.prisma, sessionId, here.config.mode)
  return await createCaller({ actor, requestId: 'bench', env: here }).groups.list(input)
}
