import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { reachableDatabaseUrl } from './database-url'
import { projectEnv, projectNode, root } from './project.mjs'
import { stopAllProcesses } from './running-process'

/**
 * `npm run migrate -- dev|deploy|status|…`: Prisma's migrate commands on the database of DATABASE_URL, else on that of
 * the running `npm start`, else on the embedded one, which is started for the moment.
 */
try {
  const prisma = join(root, 'node_modules/prisma/build/index.js')
  const args = [prisma, 'migrate', ...process.argv.slice(2)]
  const env = projectEnv({ DATABASE_URL: await reachableDatabaseUrl() })
  process.exitCode = spawnSync(projectNode, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopAllProcesses()
}
