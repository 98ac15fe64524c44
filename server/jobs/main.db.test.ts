import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '@/server/testing/world'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

/** Starts the worker process and resolves once it says that it is ready. */
async function startProcess(): Promise<ChildProcess> {
  const worker = fork('server/jobs/main.ts', {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...world.variables },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let said = ''
  for await (const chunk of worker.stdout ?? []) {
    said += String(chunk)
    if (said.includes('worker ready')) return worker
  }
  throw new Error(`the worker ended: ${said}`)
}

test.each([
  ['SIGTERM', (worker: ChildProcess) => worker.kill('SIGTERM')],
  ['SIGINT', (worker: ChildProcess) => worker.kill('SIGINT')],
  ['its parent going away', (worker: ChildProcess) => worker.disconnect()],
])('the worker process gets ready and ends in order on %s', async (_why, stop) => {
  const worker = await startProcess()
  const ended = once(worker, 'exit')
  stop(worker)
  expect(await ended).toEqual([0, null])
})
