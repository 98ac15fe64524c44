import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopPostgresOf } from './postgres'
import { fallbackFor } from './postgres-folder'
import { startOf } from './process-identity.mjs'

/** Where the launcher keeps what; all of it is removed by `--fresh`. */
export const dataFolder = (data: string) => ({
  postgres: join(data, 'postgres'),
  redis: join(data, 'redis'),
  sandbox: join(data, 'sandbox'),
  logs: join(data, 'logs'),
})

type Child = { name: string; pid: number; start?: string; signal: NodeJS.Signals }

const patienceMs = 15_000

/** Ends what a launcher that was killed left running, the last started first. */
export async function endLeftovers(left: readonly Child[]) {
  for (const { pid, start, signal } of left.toReversed()) {
    const isAlive = () => start !== undefined && startOf(pid) === start
    if (isAlive()) process.kill(pid, signal)
    const deadline = Date.now() + patienceMs
    while (isAlive()) {
      if (Date.now() > deadline) process.kill(pid, signal === 'SIGINT' ? 'SIGQUIT' : 'SIGKILL')
      await sleep(50)
    }
  }
}

/** Removes all data of the embedded services; the lock stays. Nothing may run on it. */
export async function removeData(data: string) {
  const { postgres } = dataFolder(data)
  if (existsSync(postgres)) await stopPostgresOf(postgres)
  rmSync(fallbackFor(postgres), { recursive: true, force: true })
  for (const entry of readdirSync(data)) {
    if (entry !== 'lock.json') rmSync(join(data, entry), { recursive: true, force: true })
  }
}
