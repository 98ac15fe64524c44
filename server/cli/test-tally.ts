import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** How many tests passed and failed. */
export type Tally = { passed: number; failed: number }

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** A run that failed without naming a test that did still counts as one failure. */
const failedRun = (exitCode: number, counted: Tally): Tally =>
  exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** Counts Vitest's JSON report; a file that could not even be loaded is one failure. */
export function unitTally(file: string, exitCode: number): Tally {
  const report = read(file, vitestReport)
  if (!report) return failedRun(exitCode, { passed: 0, failed: 0 })
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return failedRun(exitCode, { passed: report.numPassedTests, failed: report.numFailedTests + broken.length })
}

/** Counts Playwright's JSON report; a test that passes only sometimes has failed. */
export function browserTally(file: string, exitCode: number): Tally {
  const stats = read(file, playwrightReport)?.stats
  if (!stats) return failedRun(exitCode, { passed: 0, failed: 0 })
  return failedRun(exitCode, { passed: stats.expected, failed: stats.unexpected + stats.flaky })
}
