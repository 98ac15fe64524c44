import { expect, test } from 'vitest'
import type { ProcessOpenim, RunningProcess } from './schema'
import { LATE_MS, openimWarnings, systemWarnings } from './warnings'

const calm: Parameters<typeof systemWarnings>[0] = {
  openim: { state: 'up', since: 0, latencyMs: 3 },
  store: { kind: 'redis', alive: true, latencyMs: 1 },
  workerAlive: true,
  processes: [],
  ledger: { unsettled: 0, due: 0, unknown: 0, oldest: null, lateMs: 0 },
  queue: { waiting: 0, running: 0, failing: 0, givenUp: 0, oldest: null },
  webhooks: { gateAlive: true, url: null, lastCallAt: 1, notHeard: [] },
  alertsFailing: 0,
}

const openim: ProcessOpenim = {
  state: 'down',
  sinceMs: 0,
  breaker: 'open',
  inFlight: 0,
  waiting: 0,
  limit: 16,
  recent: { ok: 0, refused: 0, unreachable: 1, uncertain: 5, shape: 0, repeats: 0 },
  lastLatencyMs: null,
  lastAnswerMs: null,
  lastSilenceMs: 0,
  lastError: null,
}
const worker: RunningProcess = {
  ...{ id: 'w', kind: 'worker', host: 'h', pid: 1, startedAt: 0, seenAt: 0, self: false },
  openim,
  gate: null,
}

test.each([
  ['nothing', {}, []],
  ['OpenIM away from here', { openim: { ...calm.openim, state: 'down' } }, ['openim_away']],
  ['OpenIM away from the worker', { processes: [worker] }, ['openim_away']],
  ['a process that cannot be read', { processes: [{ ...worker, openim: null }] }, []],
  ['no worker', { workerAlive: false, ledger: { ...calm.ledger, lateMs: LATE_MS + 1 } }, ['no_worker']],
  ['late actions', { ledger: { ...calm.ledger, lateMs: LATE_MS + 1 } }, ['actions_late']],
  ['actions just due', { ledger: { ...calm.ledger, due: 5, lateMs: LATE_MS } }, []],
  ['Redis away', { store: { ...calm.store, alive: false } }, ['store_away']],
  ['one process', { store: { ...calm.store, kind: 'in-process' } }, ['one_process']],
  ['alerts that do not arrive', { alertsFailing: 1 }, ['alerts_failing']],
  ['no gate any more', { webhooks: { ...calm.webhooks, gateAlive: false } }, ['no_gate']],
  ['no gate yet', { webhooks: { ...calm.webhooks, gateAlive: false, lastCallAt: null } }, []],
  ['jobs given up', { queue: { ...calm.queue, givenUp: 1 } }, ['jobs_given_up']],
] as const)('%s', (_what, changes, warnings) => {
  expect(
    systemWarnings({
      ...calm,
      ...changes,
      processes: [...('processes' in changes ? changes.processes : [])],
    }),
  ).toEqual(warnings)
})

test('whether the port is open to users is what was tried last, not what one process remembers', () => {
  const found = { warnings: ['default_secret', 'port_open_to_users'] as const }
  const remembered = { warnings: [...found.warnings] }
  expect(openimWarnings(remembered, null)).toEqual(['default_secret'])
  expect(openimWarnings(remembered, { open: false })).toEqual(['default_secret'])
  expect(openimWarnings({ warnings: ['default_secret'] }, { open: true })).toEqual([
    'port_open_to_users',
    'default_secret',
  ])
  expect(openimWarnings(null, { open: true })).toEqual(['port_open_to_users'])
  expect(openimWarnings(null, null)).toEqual([])
})
