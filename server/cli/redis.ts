import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { freePort } from './ports'
import { type RunningProcess, startProcess } from './running-process'

const startTimeoutMs = 10_000

/** A running Redis of our own; it listens on the loopback address only. */
export type Redis = { url: string; process: RunningProcess }

/** The full path of a program that the PATH leads to. */
export function programOnPath(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return places.map((place) => join(place, name)).find(isExecutable)
}

function isExecutable(path: string) {
  if (!existsSync(path) || !statSync(path).isFile()) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Starts `redis-server` from the PATH, on a free port unless told which; undefined where there is none.
 * With `data` it keeps its contents in that folder, without it they go with the process.
 */
export async function startRedis(options: {
  data?: string
  logFile?: string
  port?: number
}): Promise<Redis | undefined> {
  const command = programOnPath('redis-server')
  if (!command) return undefined
  if (options.data) mkdirSync(options.data, { recursive: true })
  const port = options.port ?? (await freePort())
  const settings = {
    port,
    bind: '127.0.0.1',
    'protected-mode': 'yes',
    appendonly: 'no',
    save: options.data ? '60 1' : '',
    daemonize: 'no',
    logfile: '',
  }
  const redis = startProcess({
    name: 'Redis',
    command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    cwd: options.data ?? '/',
    logFile: options.logFile,
  })
  try {
    await redis.untilReady(/Ready to accept connections/, startTimeoutMs)
  } catch (error) {
    await redis.stop()
    throw error
  }
  return { url: `redis://127.0.0.1:${port}`, process: redis }
}
