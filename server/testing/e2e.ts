import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLock } from '@/server/cli/lock.mjs'
import { projectEnv } from '@/server/cli/project.mjs'
import { demoSecrets } from '@/server/cli/secrets'
import { settingNames } from '@/server/config'

const given = process.env.STEWARD_URL
/**
 * So far apart that whoever runs tests of their own beside these, on the next ports, is not met; 4190 is closed to
 * browsers (Fetch, port blocking).
 */
const PORTS_APART = 2_000

/** No setting of this machine, .env included, may leak into a test: an empty one counts as not set. */
const blank = Object.fromEntries(settingNames.map((name) => [name, '']))

/** Chromium without windows of its own, which takes a third less time than the whole one. */
export const headlessShell = '/usr/lib/chromium/chromium-headless-shell'

/** A whole system of its own for browser tests. */
function systemAt(index: number) {
  const port = Number(process.env.E2E_PORT ?? 3190) + index * PORTS_APART
  const data = join(tmpdir(), `steward-e2e-${port}`)
  return {
    url: `http://127.0.0.1:${port}`,
    data,
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
}

/**
 * The systems that browser tests start: one for each worker of Playwright, so that files run at once without meeting.
 * None where STEWARD_URL names one that runs already.
 */
export const systems = (count: number) =>
  given ? [] : Array.from({ length: count }, (_, index) => systemAt(index))

const mine = systemAt(Number(process.env.TEST_PARALLEL_INDEX ?? 0))

/** The system that this worker's browser tests and screenshots look at. */
export const e2e = {
  ...mine,
  url: given ?? mine.url,
  data: given ? (process.env.STEWARD_DATA ?? '.steward') : mine.data,
  /** False where STEWARD_URL names a system that runs already. */
  isOurs: !given,
  /** May be installed meanwhile. */
  get chromium() {
    return process.env.CHROMIUM_PATH ?? (existsSync(headlessShell) ? headlessShell : '/usr/bin/chromium')
  },
  chromiumArgs: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
}

function definedOnly(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Addresses behind the console, for tests that act as people in the chat or look into the database. */
export function behindTheConsole() {
  const lock = readLock(e2e.data)
  const { openimSecret } = demoSecrets(join(e2e.data, 'secrets.json'))
  return { openimUrl: lock?.openimUrl ?? '', openimSecret, databaseUrl: lock?.databaseUrl ?? '' }
}
