import { Pool } from 'pg'
import { z } from 'zod'
import { appConnection } from '@/server/db/connection'
import { createOpenim } from './client'
import { isOpenimError } from './errors'
import { createPostgresTokenStore } from './token-postgres'

/** What the parent sends: make so many calls at once that change this group, and say how they ended. */
const order = z.object({ groupId: z.string(), calls: z.int() })

/**
 * One process of several that share an admin token: forked by tests, which kill, stop and wake it. Says `ready`, then
 * answers each order with a list of `ok` or what the call failed with.
 */
const { DATABASE_URL = '', OPENIM_URL = '', MOST_HELD_MS = '12000' } = process.env
const account = { baseUrl: OPENIM_URL, adminId: 'imAdmin' }
const pool = new Pool({ ...appConnection(DATABASE_URL), max: 2 })
pool.on('error', () => undefined)
const times = { lockTimeoutMs: 15_000, mostHeldMs: Number(MOST_HELD_MS) }
const tokenStore = createPostgresTokenStore(pool, account, times)
const openim = createOpenim({ ...account, secret: 'openIM123', tokenStore })

async function endOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (!isOpenimError(error)) throw error
    return `${error.kind} ${error.reason}: ${error.cause}`
  }
}

process.on('message', async (message) => {
  const { groupId, calls } = order.parse(message)
  const options = { operationId: `process-${process.pid}` }
  const mutes = Array.from({ length: calls }, () => endOf(openim.groups.mute(groupId, options)))
  process.send?.(await Promise.all(mutes))
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
