import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Db, openDb } from '@/server/db/client'
import { SCHEME, signedText } from '@/server/features/api-clients/signature'
import { appCopy } from './app-copy'
import { atLeastShare } from './at-least'
import { atEnd } from './cleanup'
import { demoSession } from './demo-session'
import { type Figure, median, note } from './figure'
import { newGuests, perSecond } from './invite-guests'
import { mutate } from './procedures'
import { openimOf } from './reported-groups'
import { startSystem } from './system'

/** Requests of one round, long enough that its beginning and its end weigh little. */
const PEOPLE = 2_000
/**
 * Requests under way, of either: with half as many the web waits a fifth of the time for PostgreSQL and OpenIM, with
 * these a tenth.
 */
const AT_ONCE = 200
const ROUNDS = 5
const SHARE = 0.5
const QUIET_MS = 700
const BARE = '/api/bench/signed'

const secretOf = z.object({ keyId: z.string(), secret: z.string() })
type Key = z.infer<typeof secretOf>

/**
 * People whom a backend lets in by a link, over HTTP, of a whole system with its worker. Baseline: a bare route handler
 * of the same server that checks the same signature and does nothing more (bare-signed-route.ts), asked by as many at
 * once with the same bodies.
 */
export async function redeemHttp(): Promise<Figure[]> {
  const system = await startSystem(appCopy({ 'bench/bare-signed-route.ts': 'app/api/bench/signed/route.ts' }))
  const cookie = await demoSession(system.url, 'jonas@demo.local')
  const order = { name: 'Bench', scopes: ['invites_redeem'] }
  const key = await mutate(system.url, cookie, 'apiClients.create', order, secretOf)
  const db = openDb(system.databaseUrl, 4)
  atEnd(db.close)
  const openim = openimOf(system)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  atEnd(() => agent.destroy())
  const ask = (path: string, userId: string) => post(system.url, path, JSON.stringify({ userId }), key, agent)
  // One after the other, until everything is loaded and connected.
  for (const { code, userId } of await newGuests({ db, openim }, 20, 1)) {
    await ask(BARE, userId)
    await ask(`/api/v1/invites/${code}/redemptions`, userId)
  }
  const rates = { ours: [] as number[], bare: [] as number[] }
  for (let round = -1; round < ROUNDS; round++) {
    const guests = await newGuests({ db, openim }, PEOPLE, 1)
    await untilIndexed(db)
    const bare = await perSecond(guests, AT_ONCE, ({ userId }) => ask(BARE, userId))
    const ours = await perSecond(guests, AT_ONCE, ({ code, userId }) =>
      ask(`/api/v1/invites/${code}/redemptions`, userId),
    )
    note(`  ${ours.toFixed(0)}/s, bare ${bare.toFixed(0)}/s (${(ours / bare).toFixed(2)}×)`)
    if (round < 0) continue
    rates.ours.push(ours)
    rates.bare.push(bare)
  }
  const [value, baseline] = [median(rates.ours), median(rates.bare)]
  return [atLeastShare({ name: 'redeem-http', value, unit: '/s', baseline, limit: SHARE })]
}

/** Until the worker has read the people who were just registered, which is no part of either. */
async function untilIndexed({ pool }: Db): Promise<void> {
  for (;;) {
    await pause(QUIET_MS)
    const { rowCount } = await pool.query('SELECT FROM webhook_hint LIMIT 1')
    if (rowCount === 0) return
  }
}

/** Sends a signed request. Throws where it is answered anything but 201. */
function post(url: string, path: string, body: string, { keyId, secret }: Key, agent: Agent): Promise<void> {
  const [time, nonce] = [Date.now(), randomUUID()]
  const text = signedText({ method: 'POST', path, body: Buffer.from(body) }, time, nonce)
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  const headers = {
    'content-type': 'application/json',
    authorization: `${SCHEME} key=${keyId}, time=${time}, nonce=${nonce}, signature=${signature}`,
  }
  return new Promise((resolve, reject) => {
    const asked = request(url + path, { method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        if (response.statusCode === 201) resolve()
        else reject(new Error(`${path} answered ${response.statusCode}: ${Buffer.concat(chunks)}`))
      })
    })
    asked.once('error', reject)
    asked.end(body)
  })
}
