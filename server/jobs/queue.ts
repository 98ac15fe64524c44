import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeWorkerUtils, type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker'

/** A queue that ended is begun anew after so long, ms. */
const AGAIN_MS = 1_000

/**
 * Works the job queue, and begins anew whenever the library gives up: it ends where it cannot write down what became of
 * a job, as while PostgreSQL is away. Rejects when the first start fails; later ones are told to `onError` and repeated.
 */
export async function startQueue(
  options: RunnerOptions,
  onError: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  // In batches, though of one at most times: what cannot be written down is then told to the queue, which ends in
  // order. Alone it would be a rejection that nobody handles, which ends the process.
  const batches = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }
  const stopping = new AbortController()
  const { signal } = stopping
  /** Names under which earlier queues of this process held jobs. */
  let ended: string[] = []
  let runner: Runner | undefined = await begin()

  async function begin(): Promise<Runner> {
    if (ended.length > 0) await unlock(options, ended)
    ended = []
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => ended.push(workerPool.id))
    return await run({ ...options, preset: batches, events })
  }

  async function keep(): Promise<void> {
    while (!signal.aborted) {
      try {
        runner ??= await begin()
        if (signal.aborted) await runner.stop()
        await runner.promise
        if (!signal.aborted) onError(new Error('the job queue ended and begins anew'))
      } catch (error) {
        onError(error)
      }
      runner = undefined
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {})
    }
  }

  const kept = keep()
  return {
    async stop() {
      stopping.abort()
      // One that ended by itself a moment ago has nothing to stop.
      await runner?.stop().catch(() => {})
      await kept
    },
  }
}

/** Gives back the jobs of queues that ended: nobody would take them for hours. */
async function unlock({ connectionString, logger }: RunnerOptions, names: string[]): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString, logger })
  try {
    await utils.forceUnlockWorkers(names)
  } finally {
    await utils.release()
  }
}
