import { env } from '@/server/env'
import { reportThisProcess } from '@/server/features/health/report-process'
import { log } from '@/server/log'
import { serveMetrics } from './metrics-server'
import { keepHeapSmall } from './small-heap'
import { startWorker } from './worker'

keepHeapSmall()

/** The worker process: works until it is asked to stop, then ends what is under way. */
const worker = await startWorker(env())
const report = reportThisProcess(env(), 'worker')
const metrics = await serveMetrics(env().config, (facts, message) => log().error(facts, message))
let stopping = false

async function stop(why: string): Promise<void> {
  if (stopping) return
  stopping = true
  log().info({ why }, 'worker stops')
  await worker.stop()
  await Promise.all([report.stop(), metrics.close()])
  await env().db.close()
  await env().fast.close()
  process.exit(0)
}

function onStop(why: string): void {
  stop(why).catch((error: unknown) => {
    log().error({ err: error }, 'the worker could not stop in order')
    process.exit(1)
  })
}

process.on('SIGTERM', () => onStop('SIGTERM'))
process.on('SIGINT', () => onStop('SIGINT'))
// Started by the launcher: it went away, and nobody else would end us.
process.on('disconnect', () => onStop('the launcher went away'))

console.info('worker ready')
