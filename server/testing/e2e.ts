import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLock } from '@/server/cli/lock.mjs'
import { projectEnv } from '@/server/cli/project.mjs'
import { demoSecrets } from '@/server/cli/secrets'
import { settingNames } from '@/server/config'

const port = Number(process.env.E2E_PORT ?? 3190)
const given = process.env.STEWARD_URL
const data = given ? (process.env.STEWARD_DATA ?? '.steward') : join(tmpdir(), `steward-e2e-${port}`)

/** No setting of this machine, .env included, may leak into a test: an empty one counts as not set. */
const blank = Object.fromEntries(settingNames.map((name) => [name, '']))

/** Chromium without windows of its own, which takes a third less time than the whole one. */
export const headlessShell = '/usr/lib/chromium/chromium-headless-shell'

/** The system that browser tests and screenshots look at. */
export const e2e = {
  url: given ?? `http://127.0.0.1:${port}`,
  /** False where STEWARD_URL names a system that runs already. */
  isOurs: !given,
  data,
  /** May be installed meanwhile. */
  get chromium() {
    return process.env.CHROMIUM_PATH ?? (existsSync(headlessShell) ? headlessShell : '/usr/bin/chromium')
  },
  chromiumArgs: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  /** Environment of the launcher; the undo window is short, so that nobody waits for long. */
  env: definedOnly(
    projectEnv({
      ...blank,
      STEWARD_DATA: data,
      PORT: String(port),
      STEWARD_UNDO_MS: '2500',
      STEWARD_SETTLE_MS: '5000',
      STEWARD_DRIFT_MS: '2000',
      ALERT_WEBHOOKS_INSIDE: 'true',
      LOG_LEVEL: 'warn',
    }),
  ),
}

function definedOnly(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Addresses behind the console, for tests that act as people in the chat or look into the database. */
export function behindTheConsole() {
  const lock = readLock(data)
  const { openimSecret } = demoSecrets(join(data, 'secrets.json'))
  return { openimUrl: lock?.openimUrl ?? '', openimSecret, databaseUrl: lock?.databaseUrl ?? '' }
}
