import { Logger, parseCronItems } from 'graphile-worker'
import { startBatchRunner } from '@/server/actions/batch/runner'
import { startDriftWatch } from '@/server/actions/drift/watch'
import { startSuspensionEnds } from '@/server/actions/group/end-suspensions'
import { startRunner } from '@/server/actions/runner'
import type { Env } from '@/server/env'
import { log } from '@/server/log'
import { enqueue } from './enqueue'
import { startQueue } from './queue'
import { SCHEDULE, tasksOf } from './tasks'

export type Worker = {
  /** Takes nothing new, lets what is under way end, and resolves. */
  stop(): Promise<void>
}

/** Jobs at once in this process. */
const CONCURRENCY = 4

/**
 * Starts all background work of a process: the ledger's actions with their own order, and the job queue for the rest.
 * Any number of processes may run it. Rejects when the queue's tables are not there (`installJobs`).
 */
export async function startWorker(env: Env): Promise<Worker> {
  const onError = (error: unknown) => log().error({ err: error }, 'an action could not be worked on')
  const queue = await startQueue(
    {
      // The queue's own tables belong to the owner of the database, not to the application's role.
      connectionString: env.db.url,
      taskList: tasksOf(env),
      parsedCronItems: parseCronItems(SCHEDULE),
      concurrency: CONCURRENCY,
      maxPoolSize: CONCURRENCY + 2,
      pollInterval: 2_000,
      noHandleSignals: true,
      logger: new Logger(() => toLog),
    },
    (error) => log().error({ err: error }, 'the job queue ended'),
  )
  const runner = startRunner(env, { onError })
  const batches = startBatchRunner(env, { onError })
  const drift = startDriftWatch(env, { everyMs: env.config.driftMs, onError })
  const suspensions = startSuspensionEnds(env, { onError })
  await enqueue(env.db.prisma, 'people.sweep', {}, 'people.sweep')
  await enqueue(env.db.prisma, 'groups.sweep', {}, 'groups.sweep')
  return {
    async stop() {
      await Promise.all([queue.stop(), batches.stop(), drift.stop(), suspensions.stop(), runner.stop()])
    },
  }
}

/** The queue tells of every job it begins; only what went wrong is kept. */
function toLog(level: string, message: string): void {
  if (level === 'error') log().error({ queue: true }, message)
  else if (level === 'warning') log().warn({ queue: true }, message)
  else log().debug({ queue: true }, message)
}
