import { createHash } from 'node:crypto'
import { DomainError } from '@/server/errors'
import type { FastStore } from '@/server/redis/fast-store'

/** A limit on tries: so many in a window that begins with the first. */
type Limit = { name: string; tries: number; windowMs: number }

const MINUTE_MS = 60_000

/** Per e-mail against guessing one password, per address against trying one password on everybody. */
export const SIGN_IN_LIMITS = {
  email: { name: 'sign-in-email', tries: 10, windowMs: 15 * MINUTE_MS },
  address: { name: 'sign-in-address', tries: 60, windowMs: 15 * MINUTE_MS },
} as const satisfies Record<string, Limit>

export const FIRST_RUN_LIMIT: Limit = { name: 'first-run', tries: 20, windowMs: 15 * MINUTE_MS }

/** One more try counted before it is made, so that tries at once cannot slip through together. */
export type Counted = { refused: boolean; justNow: boolean }

/** Counts a try of `who`. `justNow` is true for the first one that is refused: the one worth an audit row. */
export async function countTry(fast: FastStore, limit: Limit, who: string): Promise<Counted> {
  const count = await fast.increment(keyOf(limit, who), limit.windowMs)
  return { refused: count > limit.tries, justNow: count === limit.tries + 1 }
}

/** Forgets the tries of somebody who proved who they are. */
export const forgetTries = (fast: FastStore, limit: Limit, who: string) => fast.del(keyOf(limit, who))

/** What somebody over the limit is told; `minutes` says when to come back at the latest. */
export const tooMany = (limit: Limit) =>
  new DomainError('too_many', 'too_many_tries', { facts: { minutes: limit.windowMs / MINUTE_MS } })

/** What was typed is hashed: it may be somebody's e-mail, or a password in the wrong field. */
function keyOf(limit: Limit, who: string): string {
  return `${limit.name}:${createHash('sha256').update(who).digest('base64url')}`
}
