import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Env } from '@/server/env'
import { openimHealth } from '@/server/features/session/openim-health'
import { log } from '@/server/log'
import { once } from '@/server/once'
import { type ProcessSelf, removeProcess, writeProcess } from './process-rows'
import type { ProcessKind } from './schema'

/** How often a process writes its row, ms. */
const EVERY_MS = 5_000

export type ProcessReport = {
  id: string
  /** Writes no more and removes the row. Never rejects. */
  stop(): Promise<void>
}

type Needed = Pick<Env, 'db' | 'openim'>

/**
 * Writes every few seconds what this process says of itself, for the health page. It asks OpenIM with a small call where
 * nothing else did lately, so that an idle process tells the truth too, and with its first answer probes what OpenIM can do.
 * What fails here is logged once and disturbs nothing.
 */
export function startReport(env: Needed, kind: ProcessKind, everyMs = EVERY_MS): ProcessReport {
  const self: ProcessSelf = { id: randomUUID(), kind, host: hostname(), pid: process.pid }
  let stopped = false
  let failed = false
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function write(): Promise<void> {
    try {
      const health = await openimHealth(env)
      if (stopped) return
      writing = writeProcess(env.db.prisma, self, process.uptime(), health)
      await writing
      failed = false
    } catch (error) {
      if (!failed && !stopped) log().warn({ err: error }, 'this process cannot be told of on the health page')
      failed = true
    }
  }

  function next(): void {
    if (stopped) return
    timer = setTimeout(() => void write().then(next), everyMs)
    timer.unref()
  }

  void write().then(next)
  return {
    id: self.id,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await writing.catch(() => undefined)
      await removeProcess(env.db.prisma, self.id).catch(() => undefined)
    },
  }
}

const slot = once('process-report', (): { report: ProcessReport | null } => ({ report: null }))

/**
 * Begins the report of this process, once: where web and worker share a process, both ask for it. It ends by itself when
 * the process is asked to.
 */
export function reportThisProcess(env: Env, kind: 'web' | 'worker'): ProcessReport {
  const here = slot()
  if (here.report) return here.report
  const report = startReport(env, env.config.oneProcess ? 'both' : kind)
  here.report = report
  process.once('SIGTERM', () => void report.stop())
  process.once('SIGINT', () => void report.stop())
  return report
}

/** The id under which this process reports, or null where it does not. */
export const thisProcessId = (): string | null => slot().report?.id ?? null
