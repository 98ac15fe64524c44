import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { root } from '@/server/cli/project.mjs'

export const SECRET = 'a-secret-for-tests'

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Calls a gate as OpenIM does. */
export const postTo = (
  { port, secret = SECRET }: { port: number; secret?: string },
  command: string,
  body: unknown,
) => fetch(`http://127.0.0.1:${port}/${secret}/${command}`, { method: 'POST', body: JSON.stringify(body) })

/** A gate in a process of its own, ready to answer. */
export async function gateProcess(databaseUrl: string, port: number): Promise<ChildProcess> {
  const settings = {
    DATABASE_URL: databaseUrl,
    GATE_HOST: '127.0.0.1',
    GATE_PORT: String(port),
    GATE_SECRET: SECRET,
  }
  const child = fork('server/gate/main.ts', [], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}
