import { join } from 'node:path'
import { readLock } from '@/server/cli/lock.mjs'
import { freePort } from '@/server/cli/ports'
import { demoSecrets } from '@/server/cli/secrets'
import { start } from './launcher'
import { temporaryFolder } from './temporary-folder'

/** A whole demo of its own: database, Redis, sandbox, web and worker. */
export type System = { url: string; databaseUrl: string; openim: { url: string; secret: string } }

const READY_MS = 900_000

/** Starts the app in `folder` (see appCopy) with a data folder of its own; the first start builds it. `more`: settings. */
export async function startSystem(folder: string, more: Record<string, string> = {}): Promise<System> {
  const data = temporaryFolder('data')
  const port = await freePort()
  const env = { ...more, STEWARD_DATA: data, PORT: String(port) }
  const launcher = start('node', ['server/cli/start.mjs', '--quiet'], { cwd: folder, env })
  await launcher.until(/Ctrl-C stops everything/, READY_MS)
  const lock = readLock(data)
  const { openimSecret } = demoSecrets(join(data, 'secrets.json'))
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: lock?.databaseUrl ?? '',
    openim: { url: lock?.openimUrl ?? '', secret: openimSecret },
  }
}
