import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { guard, unguard } from './guard'

/** How a process ended: its exit code, the signal that ended it, or why it could not be started. */
export type Ending = { code: number | null; signal: string | null; error?: string }

/** A child process of the launcher. */
export type RunningProcess = {
  name: string
  pid: number | undefined
  /** What asks it to end. */
  stopSignal: 'SIGTERM' | 'SIGINT'
  /** Resolves once the process is gone; never rejects. */
  ended: Promise<Ending>
  /** What it wrote last, for error messages. */
  lastLines: () => string[]
  /** @throws ProcessFailed when it ends, or `timeoutMs` passes, before it writes the line or sends "ready". */
  untilReady: (line: RegExp, timeoutMs: number) => Promise<void>
  /** Asks it to end, and insists after `stopTimeoutMs`. */
  stop: () => Promise<void>
}

export type ProcessOptions = {
  name: string
  command: string
  args: readonly string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  uid?: number
  gid?: number
  /** Everything it writes is appended here. */
  logFile?: string
  /** Everything it writes, line by line. */
  onLine?: (line: string) => void
  stopSignal?: 'TERM' | 'INT'
  stopTimeoutMs?: number
  /** What finally ends it: PostgreSQL must not be killed with SIGKILL while QUIT is enough. */
  lastSignal?: NodeJS.Signals
}

/** A process that did not start or ended by itself, with what it wrote last. */
export class ProcessFailed extends Error {
  constructor(
    readonly processName: string,
    what: string,
    readonly lines: readonly string[],
  ) {
    super([`The ${processName} ${what}.`, ...lines.map((line) => `  ${line}`)].join('\n'))
    this.name = 'ProcessFailed'
  }
}

const keptLines = 20

/** In the order they were started. */
const live = new Set<RunningProcess>()

/** Called whenever a process was started or has ended. */
let onChange: ((processes: readonly RunningProcess[]) => void) | undefined

/** Tells `listener` which processes run, now and after every change. */
export function watchProcesses(listener: (processes: readonly RunningProcess[]) => void) {
  onChange = listener
  listener([...live])
}

/** Stops every process this one started, one after the other, the last started first. */
export async function stopAllProcesses() {
  for (const process of [...live].reverse()) await process.stop()
}

/** Says in words how a process ended. */
export function describeEnding({ code, signal, error }: Ending): string {
  if (error) return `could not be started: ${error}`
  return signal ? `was ended by ${signal}` : `ended with code ${code}`
}

/**
 * Starts a process in a session of its own: Ctrl-C reaches only the launcher, which stops everything in order.
 * A guard ends the process should the launcher be killed.
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const { name, stopSignal = 'TERM', stopTimeoutMs = 10_000, lastSignal = 'SIGKILL' } = options
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    uid: options.uid,
    gid: options.gid,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  if (options.logFile) mkdirSync(dirname(options.logFile), { recursive: true })
  const log = options.logFile ? createWriteStream(options.logFile, { flags: 'a' }) : undefined
  const tail: string[] = []
  const waiting = new Set<(line: string) => void>()
  let isReady = false

  const take = (line: string) => {
    tail.push(line)
    if (tail.length > keptLines) tail.shift()
    log?.write(`${line}\n`)
    options.onLine?.(line)
    for (const look of waiting) look(line)
  }
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', take)
  const messages = new Set<() => void>()
  child.on('message', (message) => {
    if (message !== 'ready') return
    isReady = true
    for (const heard of messages) heard()
  })

  const ended = new Promise<Ending>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error: error.message }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  }).then((ending) => {
    if (child.pid) unguard(child.pid)
    live.delete(self)
    onChange?.([...live])
    log?.end()
    return ending
  })
  if (child.pid) guard(child.pid, stopSignal)

  const untilReady = async (line: RegExp, timeoutMs: number) => {
    if (isReady || tail.some((known) => line.test(known))) return
    const failed = (what: string) => new ProcessFailed(name, what, tail)
    await new Promise<void>((resolve, reject) => {
      const look = (written: string) => line.test(written) && finish()
      const timer = setTimeout(() => finish(failed(`was not ready after ${timeoutMs / 1000} s`)), timeoutMs)
      const finish = (error?: Error) => {
        clearTimeout(timer)
        waiting.delete(look)
        messages.delete(finish)
        if (error) reject(error)
        else resolve()
      }
      waiting.add(look)
      messages.add(() => finish())
      ended.then((ending) => finish(failed(describeEnding(ending))))
    })
  }

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill(`SIG${stopSignal}`)
    const timer = setTimeout(() => child.kill(lastSignal), stopTimeoutMs)
    await ended
    clearTimeout(timer)
  }

  const self: RunningProcess = {
    name,
    pid: child.pid,
    stopSignal: `SIG${stopSignal}`,
    ended,
    lastLines: () => [...tail],
    untilReady,
    stop,
  }
  live.add(self)
  onChange?.([...live])
  return self
}
