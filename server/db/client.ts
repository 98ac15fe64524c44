import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { config } from '@/server/config'
import { appConnection } from '@/server/db/connection'
import { type Prisma, PrismaClient } from '@/server/db/generated/client'
import { createSessionLocks, type SessionLocks } from '@/server/db/session-locks'
import { once } from '@/server/once'

/** Inside `transaction()`: everything done with it commits or fails together. */
export type Tx = Prisma.TransactionClient

/** One process's access to PostgreSQL. `pool` and `prisma` share their connections; `locks` has one of its own. */
export type Db = {
  pool: pg.Pool
  prisma: PrismaClient
  locks: SessionLocks
  url: string
  close(): Promise<void>
}

/** Opens a pool of at most `max` connections as the application role, and Prisma on top of it. */
export function openDb(url: string, max = 10): Db {
  const pool = new pg.Pool({ ...appConnection(url), max })
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', () => {})
  // Nor may one that breaks while it is in use, between two queries: whoever uses it is told by its next query.
  pool.on('connect', (client) => client.on('error', () => {}))
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  })
  const locks = createSessionLocks(appConnection(url))
  const close = async () => {
    await locks.close()
    await prisma.$disconnect()
    await pool.end()
  }
  return { pool, prisma, locks, url, close }
}

/** This process's database, opened at first use. */
export const db = once('db', () => openDb(config().databaseUrl))
