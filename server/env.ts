import type { ActionEnv } from '@/server/actions/action-env'
import { type Config, config } from '@/server/config'
import { type Db, db } from '@/server/db/client'
import { followLedger } from '@/server/features/cases/follow-ledger'
import { refreshAfterAction } from '@/server/features/groups/follow-ledger'
import { lookAtApplication } from '@/server/features/invites/redemption/applications'
import { endRedemption } from '@/server/features/invites/redemption/follow-ledger'
import { refreshPersonAfterAction } from '@/server/features/people/follow-ledger'
import { log } from '@/server/log'
import { metricsRegistry } from '@/server/metrics'
import { once } from '@/server/once'
import { createOpenim, type Openim } from '@/server/openim/client'
import { createOpenimMetrics } from '@/server/openim/metrics'
import { createPostgresTokenStore } from '@/server/openim/token-postgres'
import { type FastStore, openFastStore } from '@/server/redis/fast-store'

/** All that a request or a job works with. Tests build their own. */
export type Env = ActionEnv & { config: Config; fast: FastStore }

/** This process's environment, made at first use from its settings. */
export const env = once('env', (): Env => {
  const settings = config()
  return {
    db: db(),
    openim: openimOf(settings, db()),
    config: settings,
    fast: openFastStore(settings.redisUrl, (facts, message) => log().warn(facts, message)),
    settledHooks: [
      ...[followLedger, refreshAfterAction, refreshPersonAfterAction],
      ...[endRedemption, lookAtApplication],
    ],
  }
})

function openimOf(settings: Config, { pool }: Db): Openim {
  const { url, secret, admin, timeoutMs, maxInFlight } = settings.openim
  const tokenStore = createPostgresTokenStore(pool, { baseUrl: url, adminId: admin })
  const metrics = createOpenimMetrics(metricsRegistry())
  const { onCall, onDone, onRepeat } = metrics
  const openim = createOpenim({
    baseUrl: url,
    secret,
    adminId: admin,
    timeoutMs,
    maxInFlight,
    tokenStore: metrics.store(tokenStore),
    onCall,
    onDone,
    onRepeat,
  })
  metrics.watch(openim)
  return openim
}
