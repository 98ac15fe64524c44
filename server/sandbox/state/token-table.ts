import type { StoredToken } from './model'

/** How long a replaced admin token stays valid, in ms (contract 2.3). */
const ADMIN_GRACE_MS = 5 * 60_000

/** Issued tokens by user and platform, as OpenIM keeps them in Redis (contract 2.2, 2.3). */
export class TokenTable {
  private readonly rows = new Map<string, Map<string, StoredToken>>()

  /** Stores a user's new token: kicked ones are purged, earlier ones of the platform become kicked. */
  issue(userID: string, platformID: number, token: string): void {
    const rows = this.rowsOf(userID, platformID)
    for (const row of [...rows.values()]) {
      if (row.state !== 0) rows.delete(row.token)
      else if (row.token !== token) row.state = 2
    }
    rows.set(token, { userID, platformID, token, state: 0 })
  }

  /** Stores an admin's new token; earlier ones stay valid for five more minutes. */
  issueAdmin(userID: string, platformID: number, token: string, now: number): void {
    const rows = this.rowsOf(userID, platformID)
    for (const row of [...rows.values()]) {
      if (row.until !== undefined && row.until < now) rows.delete(row.token)
      else row.until ??= now + ADMIN_GRACE_MS
    }
    rows.set(token, { userID, platformID, token, state: 0 })
  }

  /** Marks every token of that user and platform as kicked. */
  kick(userID: string, platformID: number): void {
    for (const row of this.rowsOf(userID, platformID).values()) row.state = 2
  }

  find(userID: string, platformID: number, token: string, now: number): StoredToken | undefined {
    const row = this.rows.get(key(userID, platformID))?.get(token)
    if (row?.until !== undefined && row.until < now) return undefined
    return row
  }

  *all(): Iterable<StoredToken> {
    for (const rows of this.rows.values()) yield* rows.values()
  }

  /** Puts a row back, for loading a saved state. */
  restore(row: StoredToken): void {
    this.rowsOf(row.userID, row.platformID).set(row.token, row)
  }

  private rowsOf(userID: string, platformID: number): Map<string, StoredToken> {
    const k = key(userID, platformID)
    const rows = this.rows.get(k) ?? new Map<string, StoredToken>()
    this.rows.set(k, rows)
    return rows
  }
}

function key(userID: string, platformID: number): string {
  return `${platformID}:${userID}`
}
