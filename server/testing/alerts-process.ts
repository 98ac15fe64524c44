import { env } from '@/server/env'
import { workAlerts } from '@/server/features/alerts/work'

/** Sends alerts once, until it is killed or done. Started by crash tests with the variables of their world. */
process.once('disconnect', () => process.exit())
await workAlerts(env())
process.send?.('done')
