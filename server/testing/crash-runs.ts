import type { ChildProcess } from 'node:child_process'
import { ledgerRow } from '@/server/actions/ledger'
import { startRunner } from '@/server/actions/runner'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import { isOutcome } from '@/server/actions/transitions'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { gateLedgerWrites, kill, standbyWorker } from '@/server/testing/crash'
import { FULL } from '@/server/testing/full'
import type { World } from '@/server/testing/world'

/** Where a worker is killed: at a call to OpenIM, before or after its effect, or at a write to the ledger. */
export type CrashPoint = { at: 'before-effect' | 'after-effect' | 'before-commit'; nth: number }

/** One action on a subject that is ready for it. */
export type Deed = { action: ActionName; subjectId: string; input?: unknown }

/** Kills workers in the middle of actions and lets another one go on. Call `close()` in `afterAll`. */
export function crashRuns(world: World, actor: StaffActor) {
  const { sandbox, env } = world
  // Loaded while something else goes on, from the first use on.
  let next: Promise<ChildProcess> | undefined

  /** Every point of an action (`npm run test:full`), else as many of them, spread over all. */
  async function pointsOf(deed: Deed, most: number): Promise<CrashPoint[]> {
    next ??= standbyWorker(world)
    const gate = await gateLedgerWrites(world, -1)
    sandbox.calls.clear()
    const item = await perform(world, actor, deed.action, deed.subjectId, deed.input)
    const { rows } = await world.database.pool.query<{ last_value: string }>(
      'SELECT last_value FROM crash_writes',
    )
    await gate.rollBack()
    const calls = sandbox.calls.of().filter((call) => call.operationID === item.id).length
    const all = [
      ...numbers(calls).flatMap((nth): CrashPoint[] => [
        { at: 'before-effect', nth },
        { at: 'after-effect', nth },
      ]),
      ...numbers(Number(rows[0]?.last_value ?? 0)).map((nth): CrashPoint => ({ at: 'before-commit', nth })),
    ]
    return FULL ? all : spread(all, most)
  }

  /** Kills a worker at one point of one action and lets another go on; `isHit` where it came to that point. */
  async function crashAt(deed: Deed, point: CrashPoint): Promise<{ item: LedgerItem; isHit: boolean }> {
    const worker = await (next ?? standbyWorker(world))
    next = standbyWorker(world)
    sandbox.faults.clear()
    sandbox.calls.clear()
    const gate = point.at === 'before-commit' ? await gateLedgerWrites(world, point.nth) : null
    const ledgerId = await decide(world, actor, deed.action, deed.subjectId, deed.input)
    const mine = () => sandbox.calls.of().filter((call) => call.operationID === ledgerId)
    if (!gate) {
      const kind = point.at === 'before-effect' ? 'timeout-before' : 'timeout-after'
      sandbox.addFaults([{ route: '*', kind, nth: point.nth }])
    }
    worker.send('go')
    const isHit = await reached(ledgerId, async () =>
      gate
        ? gate.reached()
        : mine().length >= point.nth && (point.at === 'before-effect' || mine()[point.nth - 1]?.ran === true),
    )
    await kill(worker)
    await gate?.rollBack()
    sandbox.faults.clear()
    const runner = startRunner(env, { everyMs: 100 })
    const item = await outcomeOf(world, ledgerId)
    await runner.stop()
    return { item, isHit }
  }

  /** False where the action ended before: polls are not equally many in every run. */
  async function reached(ledgerId: string, here: () => boolean | Promise<boolean>): Promise<boolean> {
    const end = Date.now() + 30_000
    for (;;) {
      if (await here()) return true
      if (isOutcome((await ledgerRow(env.db, ledgerId)).state)) return false
      if (Date.now() > end) throw new Error('the worker neither came to this point nor ended')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  return {
    pointsOf,
    crashAt,
    async close() {
      if (next) await kill(await next)
    },
  }
}

/** At most `most` of the items, evenly spread, from the middle of each stretch. Pure. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items]
  const stretch = items.length / most
  return items.filter((_, i) => numbers(most).some((n) => Math.floor((n - 0.5) * stretch) === i))
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
