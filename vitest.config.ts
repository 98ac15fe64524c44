import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = { '@': root.replace(/\/$/, '') }

/**
 * Two projects: `unit` needs nothing, `integration` shares one real PostgreSQL (see server/testing/global-setup.ts).
 * The files of a project share a few processes (`isolate: false`): loading the server anew for each would take as long
 * as the tests. What a file needs for itself it makes for itself: its database, its sandbox, its environment.
 */
export default defineConfig({
  test: {
    // Most of a test's time is waiting for PostgreSQL, a process or the settle time: more files than cores at once.
    maxWorkers: 4,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          isolate: false,
          include: ['{server,app,components,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', 'node_modules/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          isolate: false,
          include: ['server/**/*.db.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
          // For what hangs, not for what is slow on a busy machine.
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
