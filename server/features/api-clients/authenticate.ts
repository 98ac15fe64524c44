import { openByMaster } from '@/server/audit/personal'
import type { ClientActor } from '@/server/auth/actor'
import { targetOf } from '@/server/auth/request'
import type { Env } from '@/server/env'
import { readUpTo } from '@/server/features/reports/body'
import { problem } from '@/server/features/reports/problem'
import { MOST_BODY_BYTES } from '@/server/features/reports/schema'
import { clientByKey, type KnownClient } from './client-by-key'
import { newestTimeFor, SKEW_MS, spendNonce } from './nonces'
import type { ApiScope } from './schema'
import { isSignedWith, readSigned, SCHEME, type Signed, type SignedRequest } from './signature'

/** A client whose request may be done, with the body that it signed; or what it is answered. */
export type Authenticated =
  | { ok: true; clientId: string; actor: ClientActor; body: Uint8Array }
  | { ok: false; answer: Response }

type Place = Pick<Env, 'db' | 'fast'>

/** How exactly one can read when a client was used last, ms. */
const USED_STEP_MS = 60_000
/** As long as any other, and nobody's: what an unknown client is compared with takes the same time. */
const NOBODYS_SECRET = '-'.repeat(46)

/**
 * Tells which API client sent a request (signature.ts) and whether it may do what `scope` names. The request is good once.
 * The body is read up to the limit of the client API. Every refusal is a problem document with a code of its own.
 */
export async function authenticateClient(
  place: Place,
  request: Request,
  scope: ApiScope,
): Promise<Authenticated> {
  const now = Date.now()
  const signed = readSigned(request.headers.get('authorization'))
  if (signed === null) return refuse('signature_malformed')
  if (Math.abs(signed.time - now) > SKEW_MS) return refuse('time_refused')
  const body = await readUpTo(request, MOST_BODY_BYTES)
  if (body === null) return refuse('body_too_large')
  const client = await clientByKey(place.db, signed.keyId)
  const asked = { method: request.method, path: targetOf(request), body }
  if (!isFrom(client, signed, asked, now) || client === null) return refuse('signature_refused')
  if (!client.scopes.includes(scope)) return refuse('scope_missing')
  await noteUse(place, client, signed.time, now)
  const spent = await spendNonce(place, client.id, signed, now)
  if (spent !== 'fresh') return refuse(spent)
  const { id: clientId, keyId, name } = client
  return { ok: true, clientId, actor: { kind: 'client', id: keyId, name }, body }
}

/** Whether it was signed with the client's secret, or the one before it while that is accepted. */
function isFrom(client: KnownClient | null, signed: Signed, asked: SignedRequest, now: number): boolean {
  const previous =
    client?.previousUntil && client.previousUntil.getTime() > now ? client.previousSecret : null
  const results = [client?.secret ?? null, previous].map((sealed) => {
    const isRight = isSignedWith(sealed ? openByMaster(sealed) : NOBODYS_SECRET, signed, asked)
    return isRight && sealed !== null
  })
  return results.some(Boolean)
}

/** Writes down when a client was used, to the minute, and times that are ahead of ours (nonces.ts). */
async function noteUse({ db }: Place, client: KnownClient, time: number, now: number): Promise<void> {
  const newest = newestTimeFor(time, now, client.newestTime?.getTime() ?? null)
  const isStale = client.lastUsedAt === null || now - client.lastUsedAt.getTime() >= USED_STEP_MS
  if (newest === null && !isStale) return
  const [used, ahead] = [new Date(now), newest === null ? null : new Date(newest)]
  // Of many at once the first one writes; the others, who wait for it, have nothing to add.
  await db.prisma.$executeRaw`
    UPDATE api_client SET last_used_at = greatest(last_used_at, ${used}::timestamptz),
      newest_time = greatest(newest_time, ${ahead}::timestamptz)
    WHERE id = ${client.id}::uuid AND (
      last_used_at IS NULL OR last_used_at <= ${new Date(now - USED_STEP_MS)}::timestamptz
      OR newest_time IS NULL AND ${ahead}::timestamptz IS NOT NULL OR newest_time < ${ahead}::timestamptz
    )`
}

const REFUSALS = {
  signature_malformed: [401, 'The Authorization header cannot be read.'],
  time_refused: [401, 'The time of the request is more than five minutes from ours.'],
  signature_refused: [401, 'There is no such key, it was revoked, or the signature is not its own.'],
  spent: [401, 'This nonce was used before. Sign each request anew.'],
  before_store: [
    503,
    'It cannot be told whether this request came before. Sign it again with the time it is now.',
  ],
  away: [503, 'It cannot be told at the moment whether this request came before. Sign it again later.'],
  body_too_large: [400, `The body has more than ${MOST_BODY_BYTES} bytes.`],
  scope_missing: [403, 'This client may not do that.'],
} as const satisfies Record<string, readonly [401 | 503 | 400 | 403, string]>

const CODES: Partial<Record<keyof typeof REFUSALS, string>> = {
  spent: 'nonce_spent',
  before_store: 'sign_again',
  away: 'nonces_unknown',
}

function refuse(why: keyof typeof REFUSALS): Authenticated {
  const [status, detail] = REFUSALS[why]
  const retryAfterSeconds = status === 503 ? (why === 'before_store' ? 1 : 30) : undefined
  const code = CODES[why] ?? why
  return { ok: false, answer: problem(status, detail, { code, retryAfterSeconds, challenge: SCHEME }) }
}
