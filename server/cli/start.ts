import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { dataFolder, endLeftovers, removeData } from './data-folder'
import { createFleet } from './fleet'
import { launch } from './launch'
import { type LaunchOptions, readOptions, usage } from './launch-options'
import { launchSettings } from './launch-settings'
import { inheritLock, releaseLock, updateLock } from './lock.mjs'
import { startOf } from './process-identity.mjs'
import { root } from './project.mjs'
import { stopAllProcesses, watchProcesses } from './running-process'
import { step } from './steps.mjs'

/** What `npm start` runs once the packages are there (see start.mjs): the whole system, until Ctrl-C. */

const data = resolve(root, process.env.STEWARD_DATA || '.steward')
let isStopping = false

const fleet = createFleet({
  tell: (text) => console.info(`${new Date().toLocaleTimeString('en-GB')} ${text}`),
  giveUp: (reason) => {
    console.error(reason)
    void stop(1)
  },
})

async function stop(code: number) {
  if (isStopping) return
  isStopping = true
  fleet.letGo()
  await stopAllProcesses()
  releaseLock(data)
  if (code === 0) console.info('\nStopped.')
  process.exit(code)
}

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  // start.mjs was killed: nobody would be told any more.
  process.on('disconnect', () => void stop(0))
  // A closed terminal must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}

async function main(options: LaunchOptions) {
  if (options.help) {
    console.info(usage)
    return await stop(0)
  }
  const left = inheritLock(data, Number(process.env.STEWARD_LOCK_FROM))
  if (left.length > 0) await step('clean-up', () => endLeftovers(left))
  if (options.fresh) await step('fresh', () => removeData(data))
  watchProcesses((running) => {
    const children = running.flatMap(({ name, pid, stopSignal }) =>
      pid ? { name, pid, start: startOf(pid), signal: stopSignal } : [],
    )
    updateLock(data, { children })
  })
  const settings = launchSettings(process.env, data)
  const { databaseUrl, openimUrl, ownerCode } = await launch({ data, options, settings, fleet })
  updateLock(data, { url: settings.url, databaseUrl, openimUrl })
  process.send?.('ready')
  console.info(closingWords(settings.url, settings.mode, ownerCode))
}

function closingWords(url: string, mode: 'demo' | 'live', ownerCode: string | undefined) {
  const signIn =
    mode === 'demo'
      ? `Open ${url} and choose one of the seeded accounts.`
      : ownerCode
        ? `Open ${url} and make the first owner with this code, valid once: ${ownerCode}`
        : `Open ${url} and sign in.`
  const logs = relative(process.cwd(), dataFolder(data).logs)
  return `\n${signIn}\nLogs are in ${logs}. Ctrl-C stops everything.\n`
}

stopOnSignals()
try {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  await main(readOptions(process.argv.slice(2)))
} catch (error) {
  if (!isStopping) {
    console.error(`\n${error instanceof Error ? error.message : error}`)
    await stop(1)
  }
}
