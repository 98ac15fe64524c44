import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { StoredToken, TokenStore } from './token'

/**
 * Measures the store of the shared admin token: how often this process reads and renews it, what fails, how long a
 * renewal takes with its wait for other processes, and when the token that was seen last ends. Never the token.
 */
export function measureTokenStore(store: TokenStore, registry: Registry): TokenStore {
  const registers = [registry]
  const uses = new Counter({
    name: 'steward_openim_token_store_total',
    help: 'Reads and renewals of the shared admin token by this process',
    labelNames: ['operation', 'outcome'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'steward_openim_token_renewal_duration_seconds',
    help: 'Time of a renewal, with the wait for another process that renews',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15],
    registers,
  })
  const expiry = new Gauge({
    name: 'steward_openim_token_expiry_timestamp_seconds',
    help: 'When the admin token that this process saw last ends, Unix time',
    registers: [],
  })

  async function counted<T extends StoredToken | undefined>(operation: string, use: Promise<T>): Promise<T> {
    try {
      const token = await use
      uses.inc({ operation, outcome: 'ok' })
      if (token !== undefined) {
        // Only from the first token on: zero would look like one that ended long ago.
        if (registry.getSingleMetric('steward_openim_token_expiry_timestamp_seconds') === undefined)
          registry.registerMetric(expiry)
        expiry.set(token.expiresAtMs / 1000)
      }
      return token
    } catch (error) {
      uses.inc({ operation, outcome: 'failed' })
      throw error
    }
  }

  return {
    read: () => counted('read', store.read()),
    renew(known, mint) {
      const stop = seconds.startTimer()
      return counted('renew', store.renew(known, mint)).finally(stop)
    },
  }
}
