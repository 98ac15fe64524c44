import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/server/cli/ports'
import { root } from '@/server/cli/project.mjs'
import { demoSession } from './demo-session'
import { benchSettings } from './environment'
import { type Figure, limitedByValue, note } from './figure'
import { runToEnd, start } from './launcher'
import { temporaryFolder } from './temporary-folder'

const COLD_LIMIT_S = 120
const WARM_LIMIT_S = 10
const PATIENCE_MS = 600_000

/**
 * `npm start` in a fresh clone of the last commit, with an empty npm cache, until a page behind the sign-in is served;
 * then stopped and started again. Baselines: `npm ci` and `next build` alone in another such clone, and `next start`
 * alone in it until it answers.
 */
export async function coldStart(): Promise<Figure[]> {
  const bare = await bareTimes(clone('bare'))
  const folder = clone('clone')
  const npmCache = temporaryFolder('npm')
  const cold = await timeToSignedIn(folder, npmCache)
  const warm = await timeToSignedIn(folder, npmCache)
  return [
    limitedByValue({
      name: 'cold-start',
      value: cold,
      unit: 's',
      baseline: bare.build,
      limit: COLD_LIMIT_S,
    }),
    limitedByValue({
      name: 'warm-start',
      value: warm,
      unit: 's',
      baseline: bare.start,
      limit: WARM_LIMIT_S,
    }),
  ]
}

function clone(name: string): string {
  const folder = join(temporaryFolder(name), 'steward')
  execFileSync('git', ['clone', '--quiet', '--no-local', root, folder])
  return folder
}

/** `npm start` until somebody signed in sees the queue, s; then Ctrl-C. */
async function timeToSignedIn(cwd: string, npmCache: string): Promise<number> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const begun = performance.now()
  const env = { PORT: String(port), npm_config_cache: npmCache }
  const launcher = start('npm', ['start'], { cwd, env })
  await launcher.until(/Ctrl-C stops everything/, PATIENCE_MS)
  const cookie = await demoSession(url)
  const page = await fetch(`${url}/review`, { headers: { cookie }, redirect: 'manual' })
  const html = await page.text()
  if (page.status !== 200 || !html.includes('</html>')) throw new Error(`/review answered ${page.status}`)
  const seconds = (performance.now() - begun) / 1000
  note(`  signed in after ${seconds.toFixed(1)} s`)
  await launcher.stop()
  return seconds
}

/** The unavoidable part: installing and compiling, and the web server alone; s. */
async function bareTimes(cwd: string): Promise<{ build: number; start: number }> {
  const env = { npm_config_cache: temporaryFolder('npm') }
  const node = join(cwd, 'node_modules/.bin/node')
  const next = join(cwd, 'node_modules/next/dist/bin/next')
  const install = await seconds(() => runToEnd('npm', ['ci', '--no-audit', '--no-fund'], { cwd, env }))
  await runToEnd(node, ['server/cli/generate.mjs'], { cwd })
  const build = await seconds(() => runToEnd(node, [next, 'build'], { cwd }))
  const port = await freePort()
  const settings = benchSettings('postgresql://nobody@127.0.0.1:9/none')
  const web = await seconds(async () => {
    start(node, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], { cwd, env: settings })
    while (!(await answers(`http://127.0.0.1:${port}/no-such-page`))) await sleep(20)
  })
  note(`  npm ci ${install.toFixed(1)} s, next build ${build.toFixed(1)} s, next start ${web.toFixed(1)} s`)
  return { build: install + build, start: web }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )
