import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { CallReport, RepeatReport } from './attempt'
import { adminTokenRoute } from './auth'
import type { OpenimHealth } from './health'
import type { TokenStore } from './token'
import { measureTokenStore } from './token-metrics'

const breakerModes = ['closed', 'open', 'probing'] as const

export interface OpenimMetrics {
  /** These three are for `OpenimSettings`. */
  onCall(report: CallReport): void
  onDone(report: CallReport): void
  onRepeat(repeat: RepeatReport): void
  /** The same store, measured. */
  store(store: TokenStore): TokenStore
  /** Reads this client's health whenever the metrics are asked for. */
  watch(openim: { health(): OpenimHealth }): void
}

/**
 * Measures the calls of one client: calls by route and outcome, why they failed, how long each attempt took, repeats, how
 * many are under way, the breaker, the shared admin token, and what the probe found. Labels hold no ids. Call it once for
 * a registry.
 */
export function createOpenimMetrics(registry: Registry): OpenimMetrics {
  const registers = [registry]
  const calls = new Counter({
    name: 'steward_openim_calls_total',
    help: 'Calls to OpenIM by how they ended; unreachable ones were not sent, shape is an answer not understood',
    labelNames: ['route', 'outcome'] as const,
    registers,
  })
  const failures = new Counter({
    name: 'steward_openim_call_failures_total',
    help: 'Calls that failed after their last attempt, by why: timed_out, not_sent (the overall deadline), circuit_open, …',
    labelNames: ['route', 'reason'] as const,
    registers,
  })
  const repeats = new Counter({
    name: 'steward_openim_repeats_total',
    help: 'Times a call was sent again, by why the attempt before had failed',
    labelNames: ['route', 'reason'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'steward_openim_call_duration_seconds',
    help: 'Time until OpenIM answered or failed; a read that is repeated counts each time',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const renewals = new Counter({
    name: 'steward_openim_token_renewals_total',
    help: 'Admin tokens asked for by this process',
    labelNames: ['outcome'] as const,
    registers,
  })
  return {
    onCall({ route, ms }) {
      seconds.observe({ route }, ms / 1000)
    },
    onDone({ route, outcome, reason }) {
      calls.inc({ route, outcome })
      if (reason !== undefined) failures.inc({ route, reason })
      if (route === adminTokenRoute) renewals.inc({ outcome })
    },
    onRepeat: ({ route, reason }) => repeats.inc({ route, reason }),
    store: (store) => measureTokenStore(store, registry),
    watch: (openim) => watchHealth(registry, () => openim.health()),
  }
}

function watchHealth(registry: Registry, health: () => OpenimHealth): void {
  const registers = [registry]
  gauge('steward_openim_calls_in_flight', 'Calls to OpenIM under way', (self) => self.set(health().inFlight))
  gauge('steward_openim_calls_waiting', 'Calls that wait for one under way to end', (self) =>
    self.set(health().waiting),
  )
  gauge('steward_openim_calls_limit', 'Calls that may be under way at once', (self) =>
    self.set(health().limit),
  )
  gauge('steward_openim_up', '1 while OpenIM answers this process', (self) =>
    self.set(health().state === 'up' ? 1 : 0),
  )
  new Gauge({
    name: 'steward_openim_breaker',
    help: '1 for the state the breaker is in',
    labelNames: ['state'] as const,
    registers,
    collect() {
      const { breaker } = health()
      for (const state of breakerModes) this.set({ state }, state === breaker ? 1 : 0)
    },
  })
  new Gauge({
    name: 'steward_openim_info',
    help: '1 for the version of OpenIM that the probe found',
    labelNames: ['version'] as const,
    registers,
    collect() {
      this.reset()
      const version = health().capabilities?.version
      if (version !== undefined) this.set({ version }, 1)
    },
  })
  new Gauge({
    name: 'steward_openim_warning',
    help: '1 for each thing that is unsafe about this OpenIM',
    labelNames: ['warning'] as const,
    registers,
    collect() {
      this.reset()
      for (const warning of health().capabilities?.warnings ?? []) this.set({ warning }, 1)
    },
  })

  function gauge(name: string, help: string, read: (self: Gauge) => void) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        read(this)
      },
    })
  }
}
