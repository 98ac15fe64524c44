import { startRunner } from '@/server/actions/runner'
import { env } from '@/server/env'

/**
 * A worker to be killed: loads everything, says `ready`, and carries out the ledger once it is told `go`.
 * Started by crash tests with the variables of their world.
 */
process.once('message', () => {
  startRunner(env(), { everyMs: 200, onError: (error) => console.error(error) })
})
process.once('disconnect', () => process.exit())
env()
process.send?.('ready')
