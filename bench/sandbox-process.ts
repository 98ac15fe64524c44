import { spawn } from 'node:child_process'
import { root } from '@/server/cli/project.mjs'
import { atEnd } from './cleanup'

/** A sandbox in a process of its own, with that many users and groups, where nobody writes by himself. */
export async function startSandbox(
  size: number | 'none',
  more: readonly string[] = [],
): Promise<{ url: string; secret: string }> {
  const secret = 'openIM123'
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', 'server/sandbox/main.ts', '--port', '0', '--seed', String(size), '--quiet'],
      ...['--secret', secret, ...more],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  atEnd(() => child.kill())
  return await new Promise((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (chunk) => {
      printed += String(chunk)
      const url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0]
      if (url) resolve({ url, secret })
    })
    child.once('exit', (code) => reject(new Error(`the sandbox ended with code ${code}`)))
  })
}
