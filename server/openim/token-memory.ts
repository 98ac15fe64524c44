import type { MintedToken, StoredToken, TokenStore } from './token'

/** A token store for tools and tests that run in one process: it forgets everything when the process ends. */
export function createMemoryTokenStore(now: () => number = Date.now): TokenStore {
  let stored: StoredToken | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function renewNow(known: number, mint: () => Promise<MintedToken>): Promise<StoredToken> {
    if (stored !== undefined && stored.version !== known) return stored
    const minted = await mint()
    const nowMs = now()
    stored = {
      token: minted.token,
      expiresAtMs: nowMs + minted.lifetimeMs,
      renewedAtMs: nowMs,
      version: (stored?.version ?? 0) + 1,
    }
    return stored
  }

  return {
    read: async () => stored,
    renew(known, mint) {
      const renewal = last.then(() => renewNow(known, mint))
      last = renewal.catch(() => undefined)
      return renewal
    },
  }
}
