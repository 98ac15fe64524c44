import { join, resolve } from 'node:path'
import { launchSettings } from './launch-settings'
import { runningLock } from './lock.mjs'
import { startPostgres } from './postgres'
import { root } from './project.mjs'

/**
 * The database of DATABASE_URL, else that of the running `npm start`, else the embedded one, which is started for the
 * moment: call `stopAllProcesses()` at the end. Throws an Error in words for the person at the terminal.
 */
export async function reachableDatabaseUrl(): Promise<string> {
  const data = resolve(root, process.env.STEWARD_DATA || '.steward')
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
