import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { World } from '@/server/testing/world'

/**
 * Starts the worker process as the launcher does, and resolves once it says that it is ready. `errors`: whether the test
 * run shows what it complains of.
 */
export async function startWorkerProcess(
  { variables }: World,
  errors: 'inherit' | 'ignore' = 'inherit',
): Promise<ChildProcess> {
  const worker = fork('server/jobs/main.ts', {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', errors, 'ipc'],
  })
  let said = ''
  // Read to the end: the job queue stops where nobody takes what it writes.
  const ready = new Promise<void>((resolve) =>
    worker.stdout?.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('worker ready')) resolve()
    }),
  )
  const early = once(worker, 'exit').then(() => {
    throw new Error(`the worker ended: ${said}`)
  })
  early.catch(() => {})
  await Promise.race([ready, early])
  return worker
}
