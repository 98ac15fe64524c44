import { join } from 'node:path'
import { addressOf } from '@/server/config'
import { USED_COMMANDS } from '@/server/gate/callbacks'
import { projectEnv, projectNode, root } from './project.mjs'
import { ProcessFailed, type RunningProcess, startProcess } from './running-process'

type Env = Record<string, string | undefined>

const readyMs = 60_000
const devReadyMs = 10_000

/** Where a process of Steward's own runs and what becomes of its output. */
export type ServiceOptions = {
  env: Env
  logs: string
  dev: boolean
  onLine?: (name: string, line: string) => void
}

function startNode(
  name: string,
  args: readonly string[],
  { env, logs, onLine, dev }: ServiceOptions,
): RunningProcess {
  return startProcess({
    name,
    command: projectNode,
    args,
    cwd: root,
    env: projectEnv({ NODE_ENV: dev ? 'development' : 'production', ...env }),
    logFile: join(logs, `${name}.log`),
    onLine: onLine && ((line) => onLine(name, line)),
  })
}

const nextBin = 'node_modules/next/dist/bin/next'

/** The web application, ready to answer. */
export async function startWeb(host: string, port: number, options: ServiceOptions): Promise<RunningProcess> {
  const args = [nextBin, options.dev ? 'dev' : 'start', '-H', host, '-p', String(port)]
  const web = startNode('web', args, options)
  await web.untilReady(/Ready in/, readyMs)
  await refuseUnhealthy(web, addressOf(host, port))
  return web
}

/** A first request: it finds what is wrong before a person does, and spares them the wait for the first one. */
async function refuseUnhealthy(web: RunningProcess, url: string) {
  const health = await Promise.race([
    fetch(`${url}/api/health`, { signal: AbortSignal.timeout(readyMs) }).catch((error: unknown) => error),
    web.ended,
  ])
  if (health instanceof Response && health.ok) return
  const answer =
    health instanceof Response ? `answers ${health.status}: ${await health.text()}` : 'does not answer'
  await web.stop()
  throw new ProcessFailed(web.name, answer, web.lastLines())
}

/** The worker, ready to work. */
export async function startWorker(options: ServiceOptions): Promise<RunningProcess> {
  const args = options.dev
    ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/jobs/main.ts']
    : ['--import', 'tsx', 'server/jobs/main.ts']
  const worker = startNode('worker', args, options)
  const ready = worker.untilReady(/worker ready/, options.dev ? devReadyMs : readyMs)
  // In development a mistake in the sources is shown and then mended; everything else stays up meanwhile.
  await (options.dev ? ready.catch(() => undefined) : ready)
  return worker
}

/** The gate, ready to answer OpenIM's webhooks. */
export async function startGate(options: ServiceOptions): Promise<RunningProcess> {
  const gate = startNode('gate', ['--import', 'tsx', 'server/gate/main.ts'], options)
  await gate.untilReady(/gate ready/, readyMs)
  return gate
}

/** Web and worker in one process, for a machine without a Redis. */
export async function startOneProcess(options: ServiceOptions): Promise<RunningProcess> {
  const both = startNode('web and worker', ['--import', 'tsx', 'server/cli/one-process.ts'], options)
  await both.untilReady(/worker ready/, readyMs)
  return both
}

/** A sandbox's address and credentials. */
export type SandboxOptions = {
  port: number
  data: string
  secret: string
  admin: string
  /** The console its people report to. */
  reportsTo: string
  /** Where its webhooks go. */
  webhooks: string | undefined
  quiet: boolean
}

/** The sandbox with its seeded community, ready to answer. */
export async function startSandbox(
  sandbox: SandboxOptions,
  options: ServiceOptions,
): Promise<RunningProcess> {
  const { port, data, secret, admin, reportsTo, webhooks, quiet } = sandbox
  const enable = ['--webhooks-enable', USED_COMMANDS.map(({ key }) => key).join(',')]
  const args = ['--seed', 'demo', '--port', String(port), '--data', data, '--reports-to', reportsTo]
  const process = startNode(
    'sandbox',
    [
      ...['--import', 'tsx', 'server/sandbox/main.ts'],
      ...args,
      ...['--admin', admin],
      ...(webhooks ? enable : []),
      ...(quiet ? ['--quiet'] : []),
    ],
    // Not on the command line, which everybody on this machine can read.
    { ...options, env: { ...options.env, OPENIM_SECRET: secret, SANDBOX_WEBHOOKS: webhooks } },
  )
  await process.untilReady(/OpenIM sandbox on/, readyMs)
  return process
}
