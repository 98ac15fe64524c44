import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { root } from '@/server/cli/project.mjs'
import { openDb } from '@/server/db/client'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByValue, note } from './figure'
import { startSandbox } from './sandbox-process'

const GROUPS = 100_000
const PAGE = 1_000
const LIMIT_S = 60
const LIMIT_MB = 300
const MAX_S = 600

/**
 * How long the worker takes to read 100,000 groups and as many people into an empty index, as it does when it starts, and
 * how much memory it holds at most. The sandbox, the database and the worker are processes of their own. Baseline: a bare
 * loop that pages through the same list of groups and does nothing with it; for the memory, the worker before it reads.
 */
export async function sync(): Promise<Figure[]> {
  const sandbox = await startSandbox(GROUPS)
  const bare = await pageThrough(sandbox.url)
  note(`  the bare loop took ${bare.toFixed(1)} s`)
  const databaseUrl = await benchDatabase()
  const settings = { OPENIM_URL: sandbox.url, OPENIM_SECRET: sandbox.secret }
  const worker = await startWorker(benchSettings(databaseUrl, settings))
  const begun = performance.now()
  const idle = residentMb(worker, 'VmRSS')
  await swept(databaseUrl)
  const seconds = (performance.now() - begun) / 1000
  const peak = residentMb(worker, 'VmHWM')
  await stopped(worker)
  return [
    limitedByValue({ name: 'sync', value: seconds, unit: 's', baseline: bare, limit: LIMIT_S }),
    limitedByValue({ name: 'sync memory', value: peak, unit: 'MB', baseline: idle, limit: LIMIT_MB }),
  ]
}

const answer = z.object({ data: z.object({ total: z.number(), groups: z.array(z.unknown()).nullable() }) })
const issued = z.object({ data: z.object({ token: z.string() }) })

/** Seconds for all pages of the list of groups, one after the other. */
async function pageThrough(url: string): Promise<number> {
  const post = async (path: string, body: object, token = '') => {
    const headers = { operationID: 'bench', token }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return await response.text()
  }
  const login = { secret: 'openIM123', userID: 'imAdmin' }
  const { token } = issued.parse(JSON.parse(await post('/auth/get_admin_token', login))).data
  const begun = performance.now()
  for (let pageNumber = 1; ; pageNumber++) {
    const text = await post('/group/get_groups', { pagination: { pageNumber, showNumber: PAGE } }, token)
    const { total } = answer.parse(JSON.parse(text)).data
    if (pageNumber * PAGE >= total) return (performance.now() - begun) / 1000
  }
}

/** The worker as the launcher starts it; it begins to read at once. */
async function startWorker(settings: Record<string, string>): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'server/jobs/main.ts'], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  atEnd(() => worker.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    worker.stdout.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('worker ready')) resolve()
    })
    worker.once('exit', (code) => reject(new Error(`the worker ended with code ${code}`)))
  })
  return worker
}

/** Resolves once both indexes are whole. */
async function swept(databaseUrl: string): Promise<void> {
  const db = openDb(databaseUrl, 1)
  try {
    const end = Date.now() + MAX_S * 1000
    while (Date.now() < end) {
      const rows = await db.prisma.sweep.findMany({ orderBy: { kind: 'asc' } })
      if (rows.every((row) => row.finishedAt !== null)) {
        for (const { kind, pages, rows: count, reread } of rows) {
          note(`  ${kind}s: ${count} in ${pages} pages, ${reread} by id`)
        }
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`the worker did not read everything within ${MAX_S} s`)
  } finally {
    await db.close()
  }
}

/** What Linux says of a process's memory: `VmRSS` now, `VmHWM` at most so far. */
function residentMb({ pid }: ChildProcess, what: 'VmRSS' | 'VmHWM'): number {
  const kb = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kb) / 1024
}

async function stopped(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGTERM')
  await gone
}
