/** The admin token as all processes share it. Times in ms. `version` grows by one with each renewal. */
export interface StoredToken {
  token: string
  expiresAtMs: number
  renewedAtMs: number
  version: number
}

/** A token fresh from OpenIM. */
export interface MintedToken {
  token: string
  lifetimeMs: number
}

/** Where the one admin token lives. A store belongs to one OpenIM address and one admin id. */
export interface TokenStore {
  read(): Promise<StoredToken | undefined>
  /**
   * The token after version `known`: another one that somebody else stored meanwhile, or one from `mint`. Of all
   * processes that ask at once, one mints; the others wait and take its row. `known` is 0 where there is none. A store
   * that was set back to an older version is believed too: were only newer ones, every process would mint.
   */
  renew(known: number, mint: () => Promise<MintedToken>): Promise<StoredToken>
}

export interface TokenKeeper {
  /** A token that should be accepted, renewed ahead of its expiry. */
  current(): Promise<StoredToken>
  /** The token to repeat a call with, after OpenIM refused `refused`. */
  after(refused: StoredToken): Promise<StoredToken>
}

const dayMs = 86_400_000

/**
 * Whether a token should be renewed ahead of its end: less than a tenth of its life or a day remains, whichever is
 * shorter, so that short-lived tokens are not renewed on every call.
 */
export function isDue(token: StoredToken, nowMs: number): boolean {
  const lifetimeMs = token.expiresAtMs - token.renewedAtMs
  return token.expiresAtMs - nowMs < Math.min(lifetimeMs / 10, dayMs)
}

/**
 * Keeps the current token in this process and asks the store only when it is due or was refused. Calls that need a new
 * one at the same moment share one renewal.
 */
export function createTokenKeeper(
  store: TokenStore,
  mint: () => Promise<MintedToken>,
  now: () => number,
): TokenKeeper {
  let cached: StoredToken | undefined
  let renewal: Promise<StoredToken> | undefined

  function renew(known: number): Promise<StoredToken> {
    renewal ??= store.renew(known, mint).finally(() => {
      renewal = undefined
    })
    return renewal.then((token) => {
      cached = token
      return token
    })
  }

  async function fromStore(): Promise<StoredToken> {
    const stored = await store.read()
    if (stored === undefined) return renew(0)
    if (!isDue(stored, now())) {
      cached = stored
      return stored
    }
    try {
      return await renew(stored.version)
    } catch (error) {
      // Ahead of its expiry the old token still works; only a dead one is worth failing for.
      if (stored.expiresAtMs > now()) return stored
      throw error
    }
  }

  return {
    async current() {
      return cached !== undefined && !isDue(cached, now()) ? cached : fromStore()
    },
    async after(refused) {
      return cached !== undefined && cached.version !== refused.version ? cached : renew(refused.version)
    },
  }
}
