import { setTimeout as sleep } from 'node:timers/promises'
import { isStorable } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import { newReference, readCode } from '@/server/features/invites/code'
import type { NotWorking } from '@/server/features/invites/schema'
import { overLimit } from '@/server/features/reports/limit'
import { createTurnstile } from '@/server/features/reports/turnstile'
import { processHub } from '@/server/live/process-hub'
import { ownMediaBases } from '@/server/media/address'
import { once } from '@/server/once'
import { createLinkCache, followHub, type LinkCache } from './link-cache'
import { readCard, readLink } from './read-link'
import type { WorkingLink } from './schema'

const MINUTE_MS = 60_000
const MISSES_MS = 10 * MINUTE_MS
/** No answer that says no is given sooner, ms: what a refusal took does not show in when it comes. */
export const REFUSED_AFTER_MS = 30

/** Looks wait here rather than for a connection: however many come, the console finds one of its ten free. */
const oneOfFew = createTurnstile(4)
/** Above so many that wait, more are asked to come back. */
const MOST_WAITING = 1_000
const BUSY_RETRY_S = 5

/** Who looks: anybody from an address, or a backend, by its row. */
export type Looker = { address: string } | { clientId: string }

export type Resolved =
  | { kind: 'working'; link: WorkingLink }
  /** `why` is for backends alone; everybody else is told the same of every code that does not work. */
  | { kind: 'refused'; why: NotWorking; reference: string }
  | { kind: 'too_many'; retryAfterSeconds: number }

/** This process's cache, which hears of changes from the first look on. */
const processCache = once('invite-links', (): LinkCache => {
  const cache = createLinkCache()
  void followHub(cache, processHub(), new AbortController().signal)
  return cache
})

/**
 * Looks a link up, as it was typed or pasted. A code that does not work takes the same statements whatever is the matter with it,
 * is written down under a reference for support, and is answered no sooner than `REFUSED_AFTER_MS`.
 */
export async function resolve(
  env: Env,
  typed: string,
  looker: Looker,
  cache: LinkCache = processCache(),
): Promise<Resolved> {
  const begun = performance.now()
  const wait = await overLook(env, looker)
  if (wait !== null) return { kind: 'too_many', retryAfterSeconds: wait }
  const code = readCode(typed)
  const known = code === null ? undefined : cache.get(code)
  if (known) return { kind: 'working', link: known }
  if (oneOfFew.waiting() > MOST_WAITING) return { kind: 'too_many', retryAfterSeconds: BUSY_RETRY_S }
  const found = await oneOfFew(() => look(env, code ?? '', cache))
  if (typeof found === 'object') return { kind: 'working', link: found }
  const [reference, waitAfterMiss] = await Promise.all([
    oneOfFew(() => noteRefusal(env, typed, found)),
    'address' in looker ? overMiss(env, looker.address) : null,
  ])
  await sleep(Math.max(0, begun + REFUSED_AFTER_MS - performance.now()))
  if (waitAfterMiss !== null) return { kind: 'too_many', retryAfterSeconds: waitAfterMiss }
  return { kind: 'refused', why: found, reference }
}

async function look({ db, config }: Env, code: string, cache: LinkCache): Promise<WorkingLink | NotWorking> {
  let why: NotWorking = 'unknown'
  const link = await cache.load(code, async () => {
    const read = await readLink(db, code, Date.now())
    if (read?.stateNow !== 'working') {
      why = read?.stateNow ?? 'unknown'
      return null
    }
    const { inviteId, groupId, mode, expiresAt } = read
    return {
      ...{ code, inviteId, groupId, mode, expiresAt },
      ...(await readCard(db, groupId, ownMediaBases(config.openim))),
    }
  })
  return link ?? why
}

/**
 * Writes down why somebody who is not known was refused. Without the row of the link, which is found by the code: a code
 * that never was takes as long.
 */
async function noteRefusal({ db }: Env, typed: string, why: NotWorking): Promise<string> {
  const reference = newReference()
  const code = isStorable(typed) ? (readCode(typed) ?? typed.slice(0, 64)) : ''
  await db.pool.query({
    name: 'invite-refusal',
    text: 'INSERT INTO invite_refusal (reference, code, why) VALUES ($1, $2, $3)',
    values: [reference, code, why],
  })
  return reference
}

/** Addresses that found nothing too often, until when, Unix ms: not even a code that works is answered to them. */
const guessing = once('invite-guessing', () => new Map<string, number>())

async function overLook({ fast, config }: Env, looker: Looker): Promise<number | null> {
  const now = Date.now()
  const { looks, clientLooks } = config.invites
  if ('clientId' in looker) {
    return await overLimit(fast, `look client ${looker.clientId}`, now, {
      most: clientLooks,
      windowMs: MINUTE_MS,
    })
  }
  const until = guessing().get(looker.address) ?? 0
  if (until > now) return Math.ceil((until - now) / 1000)
  if (until > 0) guessing().delete(looker.address)
  return await overLimit(fast, `look ${looker.address}`, now, { most: looks, windowMs: MINUTE_MS })
}

async function overMiss({ fast, config }: Env, address: string): Promise<number | null> {
  const now = Date.now()
  const limit = { most: config.invites.misses, windowMs: MISSES_MS }
  const wait = await overLimit(fast, `miss ${address}`, now, limit)
  if (wait !== null) remember(address, now + wait * 1000, now)
  return wait
}

const MOST_GUESSING = 50_000

function remember(address: string, until: number, now: number): void {
  const all = guessing()
  if (all.size >= MOST_GUESSING) for (const [other, end] of all) if (end <= now) all.delete(other)
  if (all.size < MOST_GUESSING) all.set(address, until)
}
