import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { startPostgres } from '@/server/cli/postgres'
import { root } from '@/server/cli/project.mjs'
import { migrate } from '@/server/db/migrate'
import { installJobs } from '@/server/jobs/install'
import { atEnd } from './cleanup'
import { temporaryFolder } from './temporary-folder'

/** A PostgreSQL of its own with all migrations applied, as `npm start` runs it: no safety is traded for speed. */
export async function benchDatabase(): Promise<string> {
  const { url, process: server } = await startPostgres({
    data: join(temporaryFolder('database'), 'postgres'),
    password: randomBytes(16).toString('hex'),
    database: 'steward',
  })
  atEnd(server.stop)
  await migrate(url, join(root, 'prisma/migrations'))
  await installJobs(url)
  return url
}
