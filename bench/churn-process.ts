import { openDb } from '@/server/db/client'
import { createOpenim } from '@/server/openim/client'
import { createPostgresTokenStore } from '@/server/openim/token-postgres'
import { type Crowd, churn } from '@/server/testing/churn'

/**
 * People who join and leave one group after the other, in a process of their own. Started with the addresses of OpenIM
 * and of the database with its tokens; each message is a crowd, and its answer how many joined and left.
 */
const [baseUrl = '', databaseUrl = ''] = process.argv.slice(2)
const adminId = 'imAdmin'
const tokenStore = createPostgresTokenStore(openDb(databaseUrl, 1).pool, { baseUrl, adminId })
const openim = createOpenim({ baseUrl, secret: 'openIM123', adminId, tokenStore })

process.on('message', (crowd: Crowd) => {
  churn(openim, crowd, 4).then(
    (moved) => process.send?.(moved),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
