import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '@/server/db/client'
import { readTransparency } from '@/server/features/transparency/report'
import { reachableDatabaseUrl } from './database-url'
import { root } from './project.mjs'
import { readReportOptions, usage } from './report-options'
import { reportText } from './report-text'
import { stopAllProcesses } from './running-process'

/** `npm run steward -s -- report …`: the transparency report of a period, on standard output. */
async function report(): Promise<void> {
  const asked = readReportOptions(process.argv.slice(2))
  if (!asked) return console.info(usage)
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  const db = openDb(await reachableDatabaseUrl(), 1)
  try {
    process.stdout.write(reportText(await readTransparency(db, asked.period), asked.format))
  } finally {
    await db.close()
  }
}

try {
  await report()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopAllProcesses()
}
