import { platformClass } from '../platforms'
import type { StoredToken } from './model'

/** How long a replaced admin token stays valid, in ms (contract 2.3). */
const ADMIN_GRACE_MS = 5 * 60_000
/** share.yml multiLogin.maxNumOneEnd: with policy 0 a platform keeps so many. */
const MAX_ONE_END = 30

const NORMAL = 0
const KICKED = 2

/** What a new token does to a person's earlier ones (contract 2.3). */
export const LOGIN_POLICIES: ReadonlySet<number> = new Set([0, 1, 4, 5])

/** Issued tokens by user, as OpenIM keeps them in Redis (contract 2.2, 2.3). */
export class TokenTable {
  private readonly rows = new Map<string, Map<string, StoredToken>>()

  /** Stores a user's new token: kicked ones of the platform are purged, earlier ones kicked as the policy says. */
  issue(userID: string, platformID: number, token: string, policy = 1): void {
    const rows = this.rowsOf(userID)
    for (const row of [...rows.values()]) {
      if (row.platformID === platformID && row.state !== NORMAL) rows.delete(row.token)
    }
    const others = [...rows.values()].filter((row) => row.token !== token && row.state === NORMAL)
    for (const row of leaving(others, platformID, policy)) row.state = KICKED
    rows.set(token, { userID, platformID, token, state: NORMAL })
  }

  /** Stores an admin's new token; earlier ones stay valid for five more minutes. */
  issueAdmin(userID: string, platformID: number, token: string, now: number): void {
    const rows = this.rowsOf(userID)
    for (const row of [...rows.values()]) {
      if (row.until !== undefined && row.until < now) rows.delete(row.token)
      else row.until ??= now + ADMIN_GRACE_MS
    }
    rows.set(token, { userID, platformID, token, state: NORMAL })
  }

  /** Stores a token beside all others: one that somebody copied. */
  leak(userID: string, platformID: number, token: string): void {
    this.rowsOf(userID).set(token, { userID, platformID, token, state: NORMAL })
  }

  /** Marks every token of that user and platform as kicked. */
  kick(userID: string, platformID: number): void {
    for (const row of this.rows.get(userID)?.values() ?? [])
      if (row.platformID === platformID) row.state = KICKED
  }

  find(userID: string, platformID: number, token: string, now: number): StoredToken | undefined {
    const row = this.rows.get(userID)?.get(token)
    if (!row || row.platformID !== platformID) return undefined
    if (row.until !== undefined && row.until < now) return undefined
    return row
  }

  *all(): Iterable<StoredToken> {
    for (const rows of this.rows.values()) yield* rows.values()
  }

  /** Puts a row back, for loading a saved state. */
  restore(row: StoredToken): void {
    this.rowsOf(row.userID).set(row.token, row)
  }

  private rowsOf(userID: string): Map<string, StoredToken> {
    const rows = this.rows.get(userID) ?? new Map<string, StoredToken>()
    this.rows.set(userID, rows)
    return rows
  }
}

/** Which of a person's usable tokens, oldest first, a new one of a platform kicks. */
function leaving(others: StoredToken[], platformID: number, policy: number): StoredToken[] {
  const samePlatform = others.filter((row) => row.platformID === platformID)
  const ownClass = platformClass(platformID)
  if (policy === 0) return samePlatform.slice(0, Math.max(0, samePlatform.length + 1 - MAX_ONE_END))
  if (policy === 4) return others.filter((row) => platformClass(row.platformID) === ownClass)
  if (policy === 5)
    return others.filter((row) => (platformClass(row.platformID) === 'PC') === (ownClass === 'PC'))
  const kept = new Set<number>()
  const spare = others.toReversed().filter((row) => {
    const first = !kept.has(row.platformID)
    kept.add(row.platformID)
    return row.platformID !== platformID && !first
  })
  return [...samePlatform, ...spare]
}
