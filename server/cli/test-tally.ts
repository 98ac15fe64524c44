import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { root } from './project.mjs'

/** How many tests passed and failed, and which failed, a line each. */
export type Tally = { passed: number; failed: number; failures: string[] }

const vitestReport = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

const spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
    }),
  ),
})

const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional()
  },
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.number() }),
  suites: z.array(suite),
})

/** A run that failed without naming a test that did still counts as one failure. */
function tallied(exitCode: number, passed: number, failures: string[], run: string): Tally {
  const all =
    exitCode !== 0 && failures.length === 0
      ? [`${run} ended with code ${exitCode}, and names no test that failed`]
      : failures
  return { passed, failed: all.length, failures: all }
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** Counts Vitest's JSON report; a file that failed before or after its tests is one failure. */
export function unitTally(file: string, exitCode: number): Tally {
  const report = read(file, vitestReport)
  const failures = report?.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const path = relative(root, name)
    const failed = assertionResults.filter((one) => one.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [lineOf(path, message)] : []
    return failed.map(({ fullName, failureMessages }) =>
      lineOf(`${path} › ${fullName}`, failureMessages[0] ?? message),
    )
  })
  return tallied(exitCode, report?.numPassedTests ?? 0, failures ?? [], 'vitest')
}

/** Counts Playwright's JSON report; a test that passes only sometimes has failed. */
export function browserTally(file: string, exitCode: number): Tally {
  const report = read(file, playwrightReport)
  const failures = specsOf(report?.suites ?? []).flatMap(({ title, file: path, tests }) =>
    tests.flatMap(({ status, results }) =>
      status === 'unexpected' || status === 'flaky'
        ? [lineOf(`e2e/${path} › ${title}`, results[0]?.errors[0]?.message ?? status)]
        : [],
    ),
  )
  return tallied(exitCode, report?.stats.expected ?? 0, failures, 'playwright')
}

const specsOf = (suites: readonly z.output<typeof suite>[]): z.output<typeof spec>[] =>
  suites.flatMap(({ specs, suites: inner }) => [...specs, ...specsOf(inner ?? [])])

/** How much is said of one failure, characters. */
const MOST = 240

const lineOf = (where: string, why: string) =>
  `${where}: ${stripVTControlCharacters(why).trim().split('\n')[0]}`.slice(0, MOST)
