import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'pg'
import { newCode } from '@/server/features/invites/code'
import { REFUSED_AFTER_MS } from '@/server/features/invites/public/resolve'
import { appCopy } from './app-copy'
import { atEnd } from './cleanup'
import { type Figure, limitedByRatio, median, note, quantile } from './figure'
import { answersPerSecond } from './raw-http'
import { startSystem } from './system'

const CONNECTIONS = 16
const WARM_UP_MS = 3_000
const ROUND_MS = 4_000
const ROUNDS = 5
const LOOK_EVERY_MS = 200
/** Of the throughput of a route handler that answers a constant. */
const SHARE = 0.7
const BARE = '/api/bench/constant'

/**
 * Looking at invite links that work, by anybody: requests a second over HTTP, limits and all, against a bare route handler of the
 * same server that answers a constant (bare-constant.ts), in turns. As time for each request: less is better. Notes how
 * long codes that do not work take, each kind.
 */
export async function resolve(): Promise<Figure[]> {
  const env = { INVITE_LOOKS: '1000000', INVITE_MISSES: '1000000' }
  const system = await startSystem(
    appCopy({ 'bench/bare-constant.ts': 'app/api/bench/constant/route.ts' }),
    env,
  )
  const pool = new Pool({ connectionString: system.databaseUrl, max: 1 })
  atEnd(() => pool.end())
  const codes = await makeLinks(pool)
  const paths = { ours: `/api/v1/invites/${codes.working}`, bare: BARE }
  const rate = (path: string, ms: number) => answersPerSecond({ url: system.url, path }, CONNECTIONS, ms)
  for (const path of Object.values(paths)) await rate(path, WARM_UP_MS)
  const rates = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    rates.ours.push(await rate(paths.ours, ROUND_MS))
    rates.bare.push(await rate(paths.bare, ROUND_MS))
  }
  await noteRefusals(system.url, codes)
  const [ours, bare] = [median(rates.ours), median(rates.bare)]
  note(`  ${ours.toFixed(0)} looks/s, bare ${bare.toFixed(0)}/s: ${(ours / bare).toFixed(2)} of it`)
  const [value, baseline] = [1_000 / ours, 1_000 / bare]
  return [limitedByRatio({ name: 'resolve', value, unit: 'ms', baseline, limit: 1 / SHARE })]
}

/** Of one group of the demo: a link that works, and one for each way not to. */
async function makeLinks(pool: Pool) {
  const codes = {
    working: newCode(),
    revoked: newCode(),
    paused: newCode(),
    expired: newCode(),
    used_up: newCode(),
  }
  const groupId = await firstGroup(pool)
  for (const code of Object.values(codes)) {
    await pool.query(`INSERT INTO invite (code, group_id, mode, max_uses) VALUES ($1, $2, 'join', 1)`, [
      code,
      groupId,
    ])
  }
  await pool.query(`UPDATE invite SET state = 'revoked' WHERE code = $1`, [codes.revoked])
  await pool.query(`UPDATE invite SET state = 'paused', pause_reason = 'staff' WHERE code = $1`, [
    codes.paused,
  ])
  await pool.query('UPDATE invite SET expires_at = now() WHERE code = $1', [codes.expired])
  await pool.query('UPDATE invite SET used = 1 WHERE code = $1', [codes.used_up])
  return codes
}

/** Of the index, which a worker fills once everything has started. */
async function firstGroup(pool: Pool): Promise<string> {
  for (;;) {
    const { rows } = await pool.query<{ group_id: string }>(
      `SELECT group_id FROM group_index WHERE status = 'normal' ORDER BY group_id LIMIT 1`,
    )
    if (rows[0]) return rows[0].group_id
    await pause(LOOK_EVERY_MS)
  }
}

async function noteRefusals(url: string, { working: _, ...codes }: Record<string, string>): Promise<void> {
  const asked = { unknown: newCode(), ...codes }
  const times = Object.fromEntries(Object.keys(asked).map((kind) => [kind, [] as number[]]))
  for (let round = 0; round < 60; round++) {
    for (const [kind, code] of Object.entries(asked)) {
      const begun = performance.now()
      const response = await fetch(`${url}/api/v1/invites/${code}`)
      await response.arrayBuffer()
      if (response.status !== 404) throw new Error(`${kind} is answered ${response.status}`)
      times[kind]?.push(performance.now() - begun)
    }
  }
  const told = Object.entries(times).map(
    ([kind, all]) => `${kind} ${[0.1, 0.5, 0.9].map((share) => quantile(all, share).toFixed(1)).join(' / ')}`,
  )
  note(`  not before ${REFUSED_AFTER_MS} ms; tenth / half / nine tenths, ms: ${told.join(', ')}`)
}
