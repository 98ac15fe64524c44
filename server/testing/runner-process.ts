import { startBatchRunner } from '@/server/actions/batch/runner'
import { startRunner } from '@/server/actions/runner'
import { env } from '@/server/env'

/**
 * A worker to be killed: loads everything, says `ready`, and carries out the ledger and its batches once it is told `go`.
 * Started by crash tests with the variables of their world.
 */
process.once('message', () => {
  const onError = (error: unknown) => console.error(error)
  startRunner(env(), { everyMs: 200, onError })
  startBatchRunner(env(), { onError })
})
process.once('disconnect', () => process.exit())
env()
process.send?.('ready')
