import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { systems } from '@/server/testing/e2e'
import { build, isBuilt } from './build'
import { checks } from './checks'
import { generate } from './generate.mjs'
import { projectEnv, root, run } from './project.mjs'
import { stopAllProcesses } from './running-process'
import { step } from './steps.mjs'
import { browserTally, type Tally, unitTally } from './test-tally'
import { installTools } from './test-tools'

/**
 * `npm test`: lint, types, directions, unit and integration tests, the build, and browser tests against a started
 * system. The last line says how much passed; every check counts as one. `--full` runs what is only sampled else.
 */
const full = process.argv.includes('--full')
const results = 'test-results'
/** Browser tests wait more than they work: two at once, each against a system of its own. */
const SYSTEMS = 2
const tally: Tally = { passed: 0, failed: 0, failures: [] }
/** Of very many failures the first tell enough. */
const MOST_NAMED = 60

function add({ passed, failed, failures }: Tally) {
  tally.passed += passed
  tally.failed += failed
  tally.failures.push(...failures)
}

/** Runs something that passes or fails as a whole. */
async function one(
  name: string,
  verify: (say: (detail: string) => void) => Promise<{ ok: boolean; output: string }>,
) {
  const { ok, output } = await step(name, async (say) => {
    const result = await verify(say).catch((error: unknown) => ({ ok: false, output: messageOf(error) }))
    if (!result.ok) say('failed')
    return result
  })
  if (!ok) console.info(`\n${output.trim()}\n`)
  add({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, failures: ok ? [] : [name] })
  return ok
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

const size: Record<string, string> = full ? { STEWARD_TEST_FULL: '1' } : {}

async function vitest() {
  console.info('\nUnit and integration tests\n')
  const file = join(root, results, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run('vitest', args, { show: true, env: size })
  add(unitTally(file, code))
}

async function browser() {
  console.info('\nBrowser tests\n')
  const env = { CI: '1', E2E_SYSTEMS: String(SYSTEMS), ...size }
  const { code } = await run('playwright', ['test', '--pass-with-no-tests'], { show: true, env })
  add(browserTally(join(root, results, 'e2e.json'), code))
  for (const { data } of systems(SYSTEMS)) rmSync(data, { recursive: true, force: true })
}

async function all() {
  rmSync(join(root, results), { recursive: true, force: true })
  if (!(await one('tools', installTools))) return
  await step('client', generate)
  for (const { name, verify } of checks) await one(name, verify)
  await vitest()
  const isWhole = await one('build', async (say) => {
    if (isBuilt()) say('up to date')
    else await build(projectEnv(), (line) => say(`next build: ${line}`.slice(0, 52)))
    return { ok: true, output: '' }
  })
  if (isWhole) await browser()
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))
try {
  await all()
} catch (error) {
  console.error(messageOf(error))
  add({ passed: 0, failed: 1, failures: [messageOf(error)] })
} finally {
  await stopAllProcesses()
}
process.exitCode = tally.failed === 0 ? 0 : 1
// Once more at the end: what a run prints first is far away by then, and a service may keep its last lines alone.
const named = tally.failures.slice(0, MOST_NAMED)
const more = tally.failures.length - named.length
if (named.length > 0)
  console.info(['', 'Failed', ...named, ...(more > 0 ? [`and ${more} more`] : [])].join('\n  '))
console.info(`\n${tally.passed} passed, ${tally.failed} failed`)
