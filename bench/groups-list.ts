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
import { nameLate } from './late-words'
import { benchStaff } from './staff'

const FEW = 10_000
const MANY = 1_000_000
const WARM_UP = 3
const ROUNDS = 20
/** Kinds that seem to pass their limit are called so often again, some times: chance alone would have the worst of hundreds pass it. */
const AGAIN = { rounds: 60, times: 3 }
const LIMIT = { page: 1.2, search: 3 }

/**
 * The group list with 1,000,000 groups in the index, called in this process with all its checks; baseline: the same with
 * 10,000, taken in turns. Each filter in each order, on a first page and a deep one, with words of all sorts, is a kind of
 * its own. Figures: the 95th percentiles of all pages together and of all searches, and of the kind of each whose ratio
 * is worst; its name says which.
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
  for (const kind of kinds) await measure(kind, ROUNDS, WARM_UP)
  for (let time = 0; time < AGAIN.times; time++) {
    const over = kinds.filter((kind) => ratioOf(kind) > LIMIT[kind.kind])
    note(`  ${over.length} of ${kinds.length} kinds are measured again`)
    for (const kind of over) await measure(kind, AGAIN.rounds, 0)
  }
  for (const kind of kinds.toSorted((a, b) => ratioOf(b) - ratioOf(a)).slice(0, 40)) {
    const [few, big] = p95Of(kind.times)
    note(`  ${kind.name.padEnd(56)} ${big.toFixed(2)} ms, ${few.toFixed(2)} ms, ${ratioOf(kind).toFixed(2)}×`)
  }
  return (['page', 'search'] as const).flatMap((of) =>
    figuresOf(
      of,
      kinds.filter(({ kind }) => kind === of),
    ),
  )
}

type Kind = Pick<GroupPage, 'name' | 'kind'> & { sides: { side: Side; page: GroupPage }[]; times: number[][] }

const p95Of = (times: readonly (readonly number[])[]) =>
  [quantile(times[0] ?? [], 0.95), quantile(times[1] ?? [], 0.95)] as const

function ratioOf({ times }: Kind): number {
  const [few, many] = p95Of(times)
  return many / few
}

function figuresOf(of: Kind['kind'], kinds: readonly Kind[]): Figure[] {
  const name = of === 'page' ? 'groups-list' : 'groups-list search'
  // The first rounds alone: kinds that were measured again would weigh more than others.
  const all = p95Of([0, 1].map((side) => kinds.flatMap(({ times }) => times[side]?.slice(0, ROUNDS) ?? [])))
  const figure = (label: string, [baseline, value]: readonly [number, number]) =>
    limitedByRatio({ name: label, value, unit: 'ms', baseline, limit: LIMIT[of] })
  const worst = kinds.toSorted((a, b) => ratioOf(b) - ratioOf(a))[0]
  return [
    figure(name, all),
    ...(worst ? [figure(`${name}, worst of ${kinds.length} kinds: ${worst.name}`, p95Of(worst.times))] : []),
  ]
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
  await nameLate(owner)
  await owner.end()
  note(`  ${count} groups made in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const db = openDb(url)
  atEnd(db.close)
  // As the worker does by itself.
  await summariseNames(db)
  const { sessionId } = await benchStaff(db.prisma, 'moderator')
  return { env: { ...env(), db }, sessionId, pages: await groupPages(db.pool, count) }
}

function kindsOf([few, many]: readonly Side[]): Kind[] {
  return (few?.pages ?? []).map(({ name, kind }, at) => {
    const sides = [few, many].flatMap((side) => {
      const page = side?.pages[at]
      return side && page ? [{ side, page }] : []
    })
    return { name, kind, sides, times: [[], []] }
  })
}

/** On both sides in turns, so that both meet the same weather. */
async function measure({ sides, times }: Kind, rounds: number, warmUp: number): Promise<void> {
  for (let round = -warmUp; round < rounds; round++) {
    for (const [at, { side, page }] of sides.entries()) {
      const begun = performance.now()
      await callProcedure(side, page)
      if (round >= 0) times[at]?.push(performance.now() - begun)
    }
  }
}

async function callProcedure({ env: here, sessionId }: Side, { input }: GroupPage): Promise<void> {
  const actor = await actorOf(here.db.prisma, sessionId, here.config.mode)
  await createCaller({ actor, requestId: 'bench', env: here }).groups.list(input)
}
