import { ensureInstalled } from './install.mjs'
import { handOver } from './project.mjs'

// Nothing but the answer goes to standard output: it may be a file.
try {
  await ensureInstalled(() => {})
  process.exitCode = await handOver('server/cli/steward.ts', process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
