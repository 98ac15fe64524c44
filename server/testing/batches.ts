import { startBatchRunner } from '@/server/actions/batch/runner'
import type { Batch } from '@/server/actions/batch/schema'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { getBatch } from '@/server/features/batches/queries'
import type { World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

/** The batch procedures as somebody calls them. */
export const batchesOf = (world: World, actor: StaffActor) =>
  createCaller({ actor, requestId: 'test', env: world.env }).batches

/** Resolves once a batch is in one of `states`; fails after `ms`. */
export async function batchIn(
  world: World,
  id: string,
  states: readonly Batch['state'][],
  ms = 60_000,
): Promise<Batch> {
  for (const end = Date.now() + ms; ; ) {
    const batch = await getBatch(world.env.db, { id })
    if (states.includes(batch.state)) return batch
    if (Date.now() > end) throw new Error(`batch still ${batch.state}: ${JSON.stringify(batch.counts)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Works actions and batches in this process until `close`. */
export function workers(world: World) {
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const runner = startRunner(world.env, { everyMs: 200, onError })
  const batches = startBatchRunner(world.env, { onError })
  return {
    errors,
    async close() {
      await Promise.all([runner.stop(), batches.stop()])
    },
  }
}
