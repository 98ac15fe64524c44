import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@/server/cli/ports'
import { startPostgres } from '@/server/cli/postgres'
import { openDb } from '@/server/db/client'
import { migrate } from '@/server/db/migrate'
import { installJobs } from '@/server/jobs/install'
import type { TestDatabase } from '@/server/testing/database'
import { serverFolder } from '@/server/testing/server-folder'

export type RestartableDatabase = TestDatabase & {
  /** Stops the server, `fast` as an upgrade does or `crash` as a power cut does, and starts it again after `awayMs`. */
  restart(how: 'fast' | 'crash', awayMs: number): Promise<void>
}

/** A PostgreSQL server of its own, for tests that take it away. */
export async function restartableDatabase(): Promise<RestartableDatabase> {
  const folder = serverFolder()
  const options = {
    data: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    database: 'steward',
    port: await freePort(),
  }
  let server = await startPostgres(options)
  const { url } = server
  await migrate(url, 'prisma/migrations')
  await installJobs(url)
  const db = openDb(url)
  return {
    ...{ url, db, pool: db.pool },
    async restart(how, awayMs) {
      // Its emergency exit: what was not written yet is read from the log at the next start.
      if (how === 'crash' && server.process.pid) process.kill(server.process.pid, 'SIGQUIT')
      await server.process.stop()
      await pause(awayMs)
      server = await startPostgres(options)
    },
    async drop() {
      await db.close()
      await server.process.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
