import { env } from '@/server/env'
import { purgeEvidence } from '@/server/features/evidence/purge'

/** Purges until it is killed or done. Started by a crash test with the variables of its world. */
process.once('disconnect', () => process.exit())
await purgeEvidence(env())
process.send?.('done')
