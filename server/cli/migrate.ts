import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { launchSettings } from './launch-settings'
import { runningLock } from './lock.mjs'
import { startPostgres } from './postgres'
import { projectEnv, projectNode, root } from './project.mjs'
import { stopAllProcesses } from './running-process'

/**
 * `npm run migrate -- dev|deploy|status|…`: Prisma's migrate commands on the database of DATABASE_URL, else on that of
 * the running `npm start`, else on the embedded one, which is started for the moment.
 */
const data = resolve(root, process.env.STEWARD_DATA || '.steward')

async function databaseUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const running = runningLock(data)
  if (running?.databaseUrl) return running.databaseUrl
  if (running) throw new Error('npm start is still starting. Wait for it, or stop it first.')
  const { secrets } = launchSettings(process.env, data)
  if (!secrets) throw new Error('DATABASE_URL is missing.')
  const server = await startPostgres({
    data: join(data, 'postgres'),
    password: secrets.databasePassword,
    database: 'steward',
  })
  return server.url
}

try {
  const prisma = join(root, 'node_modules/prisma/build/index.js')
  const args = [prisma, 'migrate', ...process.argv.slice(2)]
  const env = projectEnv({ DATABASE_URL: await databaseUrl() })
  process.exitCode = spawnSync(projectNode, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopAllProcesses()
}
