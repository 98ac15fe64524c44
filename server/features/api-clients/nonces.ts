import { createHash } from 'node:crypto'
import type { Db } from '@/server/db/client'
import type { FastStore } from '@/server/redis/fast-store'

/** How far the time of a request may be from ours, either way, ms. */
export const SKEW_MS = 5 * 60_000
/** A nonce is kept until no request of its time can be accepted any more, ms. */
const KEPT_MS = 2 * SKEW_MS + 60_000
/** For ever, as far as the store can say so, ms. */
const NO_END_MS = 10 * 365 * 86_400_000
const SINCE = 'api-nonces-since'
/** Steps in which times ahead of our clock are written down, ms: not one write for each request. */
const STEP_MS = 15_000

export type Spent = 'fresh' | 'spent' | 'before_store' | 'away'

type Place = { fast: FastStore; db: Db }

/**
 * Spends a nonce: `fresh` once, `spent` ever after. The store forgets everything when it is emptied, so it carries the
 * moment at which it began: a request that is not younger may have been spent in the store before it, and is refused as
 * `before_store`. The nonce is counted before that moment is read; emptied between the two, the moment is missing.
 * `time` and `now` are Unix ms. `away`: nobody can tell now.
 */
export async function spendNonce(
  place: Place,
  clientId: string,
  { time, nonce }: { time: number; nonce: string },
  now: number,
): Promise<Spent> {
  const name = createHash('sha256').update(nonce).digest('base64url')
  const { fast } = place
  // Answered in the order in which they are asked, in one round trip.
  const [count, known, knownFloor] = await Promise.all([
    fast.increment(`api-nonce:${clientId}:${name}`, KEPT_MS),
    fast.get(SINCE),
    fast.get(floorKey(clientId)),
  ])
  if (count === 0) return 'away'
  const since = known === null ? await beginNonces(fast, now) : Number(known)
  if (since === null) return 'away'
  if (time <= since) return 'before_store'
  // While the store is young, it was in the store before it that times ahead of our clock were spent.
  const isYoung = now - since < KEPT_MS
  const floor = isYoung ? Number(knownFloor ?? (await floorOf(place, clientId, since))) : since
  if (time <= floor) return 'before_store'
  return count === 1 ? 'fresh' : 'spent'
}

/** When the store began to know nonces, Unix ms; begins it where it is empty. Null while it is away. */
export async function beginNonces(fast: FastStore, now: number): Promise<number | null> {
  const known = await fast.get(SINCE)
  if (known !== null) return Number(known)
  await fast.set(SINCE, String(now), NO_END_MS)
  const kept = await fast.get(SINCE)
  return kept === null ? null : Number(kept)
}

const floorKey = (clientId: string) => `${SINCE}:${clientId}`

/** The latest time that a client whose clock is ahead of ours can have spent before the store began. Kept in the store. */
async function floorOf({ fast, db }: Place, clientId: string, since: number): Promise<number> {
  const row = await db.prisma.apiClient.findUnique({
    where: { id: clientId },
    select: { newestTime: true },
  })
  const floor = Math.max(since, row?.newestTime?.getTime() ?? 0)
  await fast.set(floorKey(clientId), String(floor), 2 * KEPT_MS)
  return floor
}

/**
 * What has to be written down before a request of that time is accepted: null where its time is not ahead of ours or as
 * late a one is known.
 */
export function newestTimeFor(time: number, now: number, known: number | null): number | null {
  if (time <= now || (known !== null && known >= time)) return null
  return Math.ceil(time / STEP_MS) * STEP_MS
}
