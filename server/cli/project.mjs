import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const bin = join(root, 'node_modules/.bin')

/** The Node that comes with the packages: the one everything of ours runs on. */
export const projectNode = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')

/**
 * The environment of the project's own programs: its Node first on the PATH, nothing that calls home,
 * Prisma's engine from npm instead of a download.
 * @param {Record<string, string | undefined>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnv(more = {}) {
  const { PATH = '' } = process.env
  const path = PATH.split(delimiter)
  return {
    ...process.env,
    PATH: path[0] === bin ? PATH : [bin, ...path].join(delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/engine/schema-engine.mjs'),
    ...more,
  }
}

/**
 * Runs a program in the clone and collects what it writes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, show?: boolean, onLine?: (line: string) => void }} [options]
 *   `show` passes its output through
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { env, show = false, onLine } = {}) {
  return await new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: projectEnv(env), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      const text = chunk.toString()
      output += text
      if (show) process.stdout.write(text)
      for (const line of text.split('\n')) if (line.trim()) onLine?.(line.trim())
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output }))
  })
}

/**
 * Runs a script of ours on the Node that comes with the packages, in this terminal, and ends as it ends.
 * @param {string} script path in the clone
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function handOver(script, args) {
  const child = spawn(projectNode, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env: projectEnv(),
    stdio: 'inherit',
  })
  // Ctrl-C reaches the script by itself, a signal to this process alone does not.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  return await new Promise((resolve) => {
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
