import { join } from 'node:path'
import { addressOf } from '@/server/config'
import { build, isBuilt } from './build'
import { dataFolder } from './data-folder'
import type { Fleet } from './fleet'
import { generate } from './generate.mjs'
import type { LaunchOptions } from './launch-options'
import type { LaunchSettings } from './launch-settings'
import { freePort, portProblem } from './ports'
import { startPostgres } from './postgres'
import { root } from './project.mjs'
import { reachDatabase, reachRedis } from './reach'
import { startRedis } from './redis'
import {
  type ServiceOptions,
  startGate,
  startOneProcess,
  startSandbox,
  startWeb,
  startWorker,
} from './services'
import { step } from './steps.mjs'

type Launch = { data: string; options: LaunchOptions; settings: LaunchSettings; fleet: Fleet }

/** What the start found out, for the closing words. */
export type Launched = { databaseUrl: string; openimUrl: string | undefined; ownerCode: string | undefined }

/**
 * Brings everything up in order, one line per step. Each part is handed to `fleet`, which keeps it running.
 * @throws Error in words for the person at the terminal
 */
export async function launch(run: Launch): Promise<Launched> {
  const { options, settings } = run
  await step('address', async (say) => {
    await refuseTakenPort(settings.host, settings.port)
    say(`${settings.url} (${settings.mode})`)
  })
  const databaseUrl = await startDatabase(run)
  const redisUrl = await startFastStore(run)
  const oneProcess = settings.oneProcess || !redisUrl
  const services: ServiceOptions = {
    env: {
      ...settings.env,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      STEWARD_ONE_PROCESS: String(oneProcess),
    },
    logs: dataFolder(run.data).logs,
    dev: options.dev,
    onLine: options.dev ? (name, line) => console.info(`[${name}] ${line}`) : undefined,
  }
  const gateUrl = await prepareGate(run, services)
  if (settings.embedded.openim) services.env.OPENIM_URL = await startOpenim(run, services, gateUrl)
  await step('migrations', (say) => prepareDatabase(databaseUrl, say))
  const ownerCode = await step('accounts', (say) => prepareAccounts(databaseUrl, settings.mode, say))
  await step('build', (say) => prepareBuild(options.dev, services.env, say))
  await startSteward(run, services, oneProcess)
  return { databaseUrl, openimUrl: services.env.OPENIM_URL, ownerCode }
}

async function refuseTakenPort(host: string, port: number) {
  const problem = await portProblem(host, port)
  if (!problem) return
  const reason: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program. Set PORT to a free one: PORT=${port + 1} npm start`,
    EACCES: `This account may not listen on port ${port}. Set PORT to one above 1023.`,
    EADDRNOTAVAIL: `HOST (${host}) is no address of this machine.`,
  }
  throw new Error(reason[problem] ?? `Nobody can listen on HOST ${host}, PORT ${port}: ${problem}`)
}

/** Finds the gate a port, and returns what OpenIM is to call; undefined where none is wanted. */
async function prepareGate(
  { settings: { gate } }: Launch,
  { env }: ServiceOptions,
): Promise<string | undefined> {
  if (!gate) return undefined
  const port = gate.port ?? (await freePort())
  const problem = await portProblem(gate.host, port)
  if (problem) {
    throw new Error(`The gate cannot listen on GATE_HOST ${gate.host}, GATE_PORT ${port}: ${problem}`)
  }
  env.GATE_PORT = String(port)
  return `${addressOf(gate.host, port)}/${env.GATE_SECRET}`
}

async function startDatabase({ data, settings, fleet }: Launch): Promise<string> {
  const { DATABASE_URL } = settings.env
  const { secrets } = settings
  return await step('database', async (say) => {
    if (DATABASE_URL || !secrets) {
      await reachDatabase(DATABASE_URL ?? '')
      say('DATABASE_URL')
      return DATABASE_URL ?? ''
    }
    const { postgres, logs } = dataFolder(data)
    const server = await startPostgres({
      data: postgres,
      password: secrets.databasePassword,
      database: 'steward',
      logFile: join(logs, 'database.log'),
    })
    await fleet.add({ name: 'database', onEnd: 'essential', start: async () => server.process })
    say(server.note ?? `PostgreSQL ${server.major}, embedded`)
    return server.url
  })
}

async function startFastStore({ data, settings, fleet }: Launch): Promise<string | undefined> {
  const { REDIS_URL } = settings.env
  return await step('redis', async (say) => {
    if (REDIS_URL) {
      await reachRedis(REDIS_URL)
      say('REDIS_URL')
      return REDIS_URL
    }
    if (!settings.embedded.redis) {
      say('none: web and worker run in one process')
      return undefined
    }
    const { redis, logs } = dataFolder(data)
    const options = { data: redis, logFile: join(logs, 'redis.log'), port: await freePort() }
    const first = await startRedis(options)
    if (!first) {
      say('none found: web and worker run in one process')
      return undefined
    }
    let started: typeof first | undefined = first
    const start = async () => {
      const { process } = started ?? (await startRedis(options)) ?? first
      started = undefined
      return process
    }
    await fleet.add({ name: 'Redis', onEnd: 'restart', start })
    say('redis-server from the path')
    return first.url
  })
}

async function startOpenim(
  { data, settings, options, fleet }: Launch,
  services: ServiceOptions,
  webhooks: string | undefined,
): Promise<string> {
  return await step('sandbox', async (say) => {
    const sandbox = {
      port: await freePort(),
      data: dataFolder(data).sandbox,
      secret: settings.env.OPENIM_SECRET ?? '',
      admin: settings.env.OPENIM_ADMIN ?? '',
      reportsTo: settings.url,
      webhooks,
      quiet: options.quiet,
    }
    const start = () => startSandbox(sandbox, { ...services, dev: false })
    await fleet.add({ name: 'sandbox', onEnd: 'restart', start })
    const url = `http://127.0.0.1:${sandbox.port}`
    say(`stands in for OpenIM at ${url}`)
    return url
  })
}

// Loaded where they are needed, so that the first lines show at once.
async function prepareDatabase(databaseUrl: string, say: (detail: string) => void) {
  const [{ migrate }, { installJobs }] = await Promise.all([
    import('@/server/db/migrate'),
    import('@/server/jobs/install'),
  ])
  const applied = await migrate(databaseUrl, join(root, 'prisma/migrations'))
  await installJobs(databaseUrl)
  say(applied.length > 0 ? `${applied.length} applied` : 'up to date')
}

async function prepareAccounts(databaseUrl: string, mode: 'demo' | 'live', say: (detail: string) => void) {
  await generate()
  const { preparePeople } = await import('./people')
  const code = await preparePeople(databaseUrl, mode)
  say(mode === 'demo' ? 'one for each role' : code ? 'nobody yet' : 'there')
  return code
}

async function prepareBuild(dev: boolean, env: ServiceOptions['env'], say: (detail: string) => void) {
  if (dev) return say('none: development compiles as you go')
  if (isBuilt()) return say('up to date')
  say('compiling (next build)')
  await build(env, (line) => say(`next build: ${line}`.slice(0, 52)))
  say('compiled')
}

async function startSteward({ settings, fleet }: Launch, services: ServiceOptions, oneProcess: boolean) {
  const { host, port } = settings
  // All load for a second or two: side by side.
  const gate = settings.gate
    ? fleet.add({ name: 'gate', onEnd: 'restart', start: () => startGate(services) })
    : undefined
  const tellOfGate = async () => {
    if (!gate) return
    await step('gate', async (say) => {
      await gate
      say(`takes in OpenIM's webhooks on port ${services.env.GATE_PORT}`)
    })
  }
  if (oneProcess) {
    const start = () => startOneProcess(services)
    const both = fleet.add({ name: 'web and worker', onEnd: 'restart', patience: 5, start })
    await Promise.all([tellOfGate().then(() => step('web, worker', () => both)), both])
    return
  }
  const worker = fleet.add({ name: 'worker', onEnd: 'restart', start: () => startWorker(services) })
  const web = fleet.add({
    name: 'web',
    onEnd: 'restart',
    patience: 5,
    start: () => startWeb(host, port, services),
  })
  const told = tellOfGate()
    .then(() => step('worker', () => worker))
    .then(() => step('web', () => web))
  await Promise.all([told, worker, web])
}
