import type { Capabilities } from '@/server/openim/capabilities'
import type { HealthWarning, PortCheck, SystemHealth } from './schema'

/** An action that was due for longer should have been taken up by a worker, ms. */
export const LATE_MS = 60_000

type Facts = Pick<
  SystemHealth,
  'openim' | 'store' | 'workerAlive' | 'processes' | 'ledger' | 'queue' | 'webhooks' | 'alertsFailing'
>

/** What is unsafe about OpenIM: what its probe found, and what the last try with a user's token showed. */
export function openimWarnings(
  found: Pick<Capabilities, 'warnings'> | null,
  portCheck: Pick<PortCheck, 'open'> | null,
): HealthWarning[] {
  // A probe without a token says nothing about users, so the last one with a token counts.
  const others = (found?.warnings ?? []).filter((warning) => warning !== 'port_open_to_users')
  return portCheck?.open ? ['port_open_to_users', ...others] : others
}

/** What does not work as it should, in the order in which it matters. Pure. */
export function systemWarnings(facts: Facts): HealthWarning[] {
  const { openim, store, workerAlive, processes, ledger, queue, webhooks, alertsFailing } = facts
  const isAway = openim.state === 'down' || processes.some(({ openim: seen }) => seen?.state === 'down')
  const isLate = ledger.lateMs > LATE_MS
  return [
    ...(isAway ? (['openim_away'] as const) : []),
    ...(workerAlive ? [] : (['no_worker'] as const)),
    ...(isLate && workerAlive ? (['actions_late'] as const) : []),
    ...(webhooks.lastCallAt !== null && !webhooks.gateAlive ? (['no_gate'] as const) : []),
    ...(store.alive ? [] : (['store_away'] as const)),
    ...(alertsFailing > 0 ? (['alerts_failing'] as const) : []),
    ...(queue.givenUp > 0 ? (['jobs_given_up'] as const) : []),
    ...(store.kind === 'in-process' ? (['one_process'] as const) : []),
  ]
}
