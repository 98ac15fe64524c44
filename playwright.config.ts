import { defineConfig } from '@playwright/test'
import { e2e, systems } from '@/server/testing/e2e'
import { FULL } from '@/server/testing/full'

const own = systems(Number(process.env.E2E_SYSTEMS ?? 1))

/** Browser tests against whole systems of their own, started by the launcher, or against the one of STEWARD_URL. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Long journeys whose steps have tests of their own; `npm run test:full` takes them too.
  grepInvert: FULL ? undefined : /@full/,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // The tests of one file build on each other, so that a file stays with one worker; each worker has its own system.
  workers: own.length || 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: e2e.url,
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    // Kept for the whole run only: what failed leaves a picture and the page's outline behind in any case.
    trace: FULL ? { mode: 'retain-on-failure', screenshots: false, snapshots: true } : 'off',
    screenshot: 'only-on-failure',
    video: 'off',
    launchOptions: { executablePath: e2e.chromium, args: e2e.chromiumArgs },
  },
  webServer: own.map(({ url, env }) => ({
    command: 'node --import tsx server/cli/start.ts --fresh --quiet',
    url,
    env,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: process.env.STEWARD_E2E_LOG ? 'pipe' : 'ignore',
    stderr: 'pipe',
  })),
})
