import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind, FaultRule } from '@/server/sandbox/faults'
import { databaseOutage, kill, standbyWorker } from '@/server/testing/crash'
import { ALL_DEEDS } from '@/server/testing/deeds/all'
import type { World } from '@/server/testing/world'

/** Strike any call. */
const ANYWHERE: readonly FaultKind[] = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'delay',
  'latency',
]

/**
 * Everything goes wrong at random while workers carry out what was decided: calls are lost, late, cut off or answered
 * with an error for what took effect, PostgreSQL is restarted, workers are killed. Resolves when calm has returned, with
 * a worker at work; `stop` ends it. `told` is what happened, for the message of a test that failed.
 */
export async function chaos(world: World, { faults, outages, kills }: Record<Plague, number>) {
  const told: string[] = []
  const rules = Array.from({ length: faults }, randomFault)
  world.sandbox.addFaults(rules)
  told.push(JSON.stringify(rules))
  const events = shuffled([
    ...Array.from({ length: outages }, () => outage),
    ...Array.from({ length: kills }, () => replace),
  ])
  let worker = await started()
  let standby = standbyWorker(world, 'ignore')

  async function outage() {
    await databaseOutage(world, 100 + Math.random() * 400)
  }

  async function replace() {
    await kill(worker)
    worker = await standby
    worker.send('go')
    standby = standbyWorker(world, 'ignore')
  }

  async function started(): Promise<ChildProcess> {
    const first = await standbyWorker(world, 'ignore')
    first.send('go')
    return first
  }

  for (const event of events) {
    await pause(100 + Math.random() * 500)
    told.push(event.name)
    await event()
  }
  await pause(500)
  world.sandbox.faults.clear()
  const stop = async () => {
    await Promise.all([kill(worker), standby.then(kill)])
  }
  return { stop, told: told.join(' ') }
}

type Plague = 'faults' | 'outages' | 'kills'

/** An error for what took effect is the answer to a call that changes something; a refused read means what it says. */
function randomFault(): FaultRule {
  const nth = 1 + Math.floor(Math.random() * 250)
  const kind = oneOf([...ANYWHERE, 'error-after', 'late'] as const)
  if (kind === 'late')
    return { route: '*', kind: 'timeout-before', nth, landsAfterMs: 300 + Math.random() * 300 }
  if (kind !== 'error-after') return { route: '*', kind, nth, ms: 300 }
  return { route: oneOf(ALL_DEEDS).route, kind, nth: 1 + Math.floor(Math.random() * 3) }
}

function oneOf<T>(all: readonly [T, ...T[]] | readonly T[]): T {
  const one = all[Math.floor(Math.random() * all.length)]
  if (one === undefined) throw new Error('there is nothing to choose from')
  return one
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
