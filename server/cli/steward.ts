import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '@/server/db/client'
import { inLanguage } from '@/server/features/desk/localised'
import { localised } from '@/server/features/desk/schema'
import { readTransparency } from '@/server/features/transparency/report'
import { reachableDatabaseUrl } from './database-url'
import { root } from './project.mjs'
import { readReportOptions, usage } from './report-options'
import { reportText } from './report-text'
import { readReportWords } from './report-words'
import { stopAllProcesses } from './running-process'

/** `npm run steward -s -- report …`: the transparency report of a period, on standard output. */
async function report(): Promise<void> {
  const asked = readReportOptions(process.argv.slice(2))
  if (!asked) return console.info(usage)
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  const db = openDb(await reachableDatabaseUrl(), 1)
  try {
    const words = readReportWords(asked.language)
    const reasons = await db.prisma.reason.findMany({ select: { id: true, names: true } })
    const reason = (id: string) => {
      const names = reasons.find((one) => one.id === id)?.names
      return names === undefined ? id : inLanguage(localised.parse(names), asked.language)
    }
    const told = await readTransparency(db, asked.period)
    process.stdout.write(reportText(told, asked.format, { words, reason }))
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
