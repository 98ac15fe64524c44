import { platformClass, platformName } from '../platforms'
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

  /**
   * Stores a user's new token: kicked ones are purged, earlier ones kicked as the policy says. Those of platforms
   * without a name are overlooked: the server walks through the platforms that it knows.
   */
  issue(userID: string, platformID: number, token: string, policy = 1): void {
    const rows = this.rowsOf(userID)
    const named = [...rows.values()].filter((row) => platformName(row.platformID) !== undefined)
    for (const row of named) if (row.state !== NORMAL) rows.delete(row.token)
    const others = named.filter((row) => row.token !== token && row.state === NORMAL)
    for (const row of leaving(others, platformID, policy)) row.state = KICKED
    rows.set(token, { userID, platformID, token, state: NORMAL })
  }

  /** Stores an admin's new token; earlier ones stay valid for five more minutes. */
  issueAdmin(userID: string, platformID: number, token: string, now: number): void {
    const rows = this.rowsOf(userID)
    for (const row of [...rows.values()]) {
      const over = row.until !== undefined && row.until < now
      if (over || row.state !== NORMAL) rows.delete(row.token)
      else row.until ??= now + ADMIN_GRACE_MS
    }
    rows.set(token, { userID, platformID, token, state: NORMAL })
  }

  /** Stores a token beside all others: one that somebody copied. */
  leak(userID: string, platformID: number, token: string): void {
    this.rowsOf(userID).set(token, { userID, platformID, token, state: NORMAL })
  }

  /** Marks every token of that user and platform as kicked, but for replaced ones, which are kept elsewhere. */
  kick(userID: string, platformID: number): void {
    const name = platformName(platformID)
    for (const row of this.rows.get(userID)?.values() ?? []) {
      if (platformName(row.platformID) === name && row.until === undefined) row.state = KICKED
    }
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
  if (policy === 0) return samePlatform.slice(0, Math.max(0, samePlatform.length + 1 - MAX_ONE_END))
  const ownClass = platformClass(platformID)
  if (policy === 4) return exceptNewest(others, classOf, (row) => classOf(row) === ownClass)
  if (policy === 5) {
    const mobile = others.filter((row) => classOf(row) !== PC)
    return ownClass === PC ? exceptNewest(mobile, () => '', never) : mobile
  }
  return exceptNewest(
    others,
    (row) => row.platformID,
    (row) => row.platformID === platformID,
  )
}

const PC = 'PC'
const classOf = (row: StoredToken) => platformClass(row.platformID)
const never = () => false

/** All but the newest of each kind; of the kinds that `whole` names, all. */
function exceptNewest(
  rows: StoredToken[],
  kindOf: (row: StoredToken) => string | number,
  whole: (row: StoredToken) => boolean,
): StoredToken[] {
  const kept = new Set<string | number>()
  return rows.toReversed().filter((row) => {
    const newest = !kept.has(kindOf(row))
    kept.add(kindOf(row))
    return whole(row) || !newest
  })
}
