import { env } from '@/server/env'
import { sweepGroups } from '@/server/features/groups/sweep'

/** Sweeps the groups until it is killed or done. Started by crash tests with the variables of their world. */
process.once('disconnect', () => process.exit())
await sweepGroups(env())
process.send?.('done')
