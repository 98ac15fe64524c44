import { Client } from 'pg'
import { openDb } from '@/server/db/client'
import type { Env } from '@/server/env'
import { redeem } from '@/server/features/invites/redeem'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { type Figure, limitedByRatio, median, note } from './figure'
import { type Guest, newGuests, perSecond } from './invite-guests'
import { inviteWorld } from './invite-world'

const FEW = 10_000
const MANY = 10_000_000
/** Links that the rows belong to; the one that is measured has as many as any other. */
const SHARES = 1_000
const STRETCH = 1_000_000
const PEOPLE = 200
const AT_ONCE = 16
const ROUNDS = 9
const LIMIT = 1.2

/**
 * How long one redemption takes among 10,000,000 others. Baseline: the same function among 10,000, in a database of its own
 * on the same machine, in turns, so that both meet the same weather. Both links have their share of the rows.
 */
export async function redeemLarge(): Promise<Figure[]> {
  const few = await inviteWorld()
  const url = await benchDatabase()
  const many: Env = { ...few, db: openDb(url) }
  atEnd(many.db.close)
  await fill(few.db.url, FEW)
  await fill(url, MANY)
  const times = { few: [] as number[], many: [] as number[] }
  for (let round = -2; round < ROUNDS; round++) {
    for (const [size, env] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const guests = await newGuests(env, PEOPLE, 1)
      await fillLink(env.db.url, guests[0]?.code ?? '', (size === 'few' ? FEW : MANY) / SHARES)
      const rate = await perSecond(guests, AT_ONCE, (guest) => joinBy(env, guest))
      if (round >= 0) times[size].push(1_000 / rate)
    }
  }
  const [value, baseline] = [median(times.many), median(times.few)]
  return [limitedByRatio({ name: 'redeem-large', value, unit: 'ms', baseline, limit: LIMIT })]
}

async function joinBy(env: Env, { code, userId }: Guest): Promise<void> {
  const by = { kind: 'reporter', id: userId, name: userId } as const
  const end = await redeem(env, { code, userId, by, requestId: 'bench' })
  if (end.kind !== 'joined') throw new Error(`${userId} did not come in: ${JSON.stringify(end)}`)
}

/** So many redemptions of links that are no more asked for, as if people had come over years. */
async function fill(url: string, rows: number): Promise<void> {
  const startedAt = performance.now()
  await asOwner(url, async (client) => {
    await client.query(LINKS, [SHARES])
    for (let from = 0; from < rows; from += STRETCH)
      await client.query(REDEMPTIONS, [from, Math.min(rows, from + STRETCH), rows / SHARES])
    await client.query('VACUUM ANALYZE redemption')
  })
  note(`  ${rows} rows in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
}

const fillLink = (url: string, code: string, rows: number) =>
  asOwner(url, (client) => client.query(REDEMPTIONS_OF, [code, rows]))

/** As the owner of the tables, whose triggers can be off. */
async function asOwner(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off')
    await work(client)
  } finally {
    await client.end()
  }
}

const LINKS = `
  INSERT INTO invite (code, group_id, mode)
  SELECT translate(lpad(to_hex(n), 12, '0'), 'abcdef', 'ABCDEF'), 'seeded ' || n, 'join' FROM generate_series(1, $1) AS n`
const REDEMPTIONS = `
  INSERT INTO redemption (invite_id, group_id, user_id, state, once_per_person, counted, created_at, settled_at)
  SELECT i.id, i.group_id, 'seeded_' || lpad(n::text, 9, '0'), 'joined', true, true, now() - interval '1 day', now() - interval '1 day'
  FROM generate_series($1::int, $2::int - 1) AS n
  JOIN invite AS i ON i.code = translate(lpad(to_hex(1 + n / $3::int), 12, '0'), 'abcdef', 'ABCDEF')`
const REDEMPTIONS_OF = `
  INSERT INTO redemption (invite_id, group_id, user_id, state, once_per_person, counted, created_at, settled_at)
  SELECT i.id, i.group_id, 'before_' || n, 'joined', true, true, now() - interval '1 day', now() - interval '1 day'
  FROM invite AS i, generate_series(1, $2::int) AS n WHERE i.code = $1`
