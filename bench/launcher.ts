import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter } from 'node:path'
import { createInterface } from 'node:readline'
import { settingNames } from '@/server/config'
import { atEnd } from './cleanup'
import { note } from './figure'

/** A program started as from a terminal of its own, where Ctrl-C ends it. */
export type Started = { until: (line: RegExp, ms: number) => Promise<void>; stop: () => Promise<void> }

type Call = { cwd: string; env?: Record<string, string> }

/** Starts a program as somebody would who has just cloned: with no setting of this machine, no program of ours. */
export function start(command: string, args: readonly string[], { cwd, env }: Call): Started {
  const child = spawn(command, args, {
    cwd,
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const lines: string[] = []
  const heard = new Set<() => void>()
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (line.trim()) note(`  ${line}`)
      lines.push(line)
      for (const look of heard) look()
    })
  }
  const ended = once(child, 'close').then(() => {
    for (const look of heard) look()
  })
  const stop = () => interrupt(child, ended)
  atEnd(stop)

  async function until(line: RegExp, ms: number) {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => finish(new Error(`${command}: not ready after ${ms / 1000} s`)), ms)
      const look = () => {
        if (lines.some((written) => line.test(written))) finish()
        else if (child.exitCode !== null || child.signalCode !== null)
          finish(new Error(`${command} ended before it was ready`))
      }
      const finish = (error?: Error) => {
        clearTimeout(timer)
        heard.delete(look)
        if (error) reject(error)
        else resolve()
      }
      heard.add(look)
      look()
    })
  }
  return { until, stop }
}

/** Runs a program to its end. @throws Error where it fails */
export async function runToEnd(command: string, args: readonly string[], { cwd, env }: Call): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  const ended = once(child, 'close')
  atEnd(() => interrupt(child, ended))
  await ended
  if (child.exitCode !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}

/** Ctrl-C: the whole group of processes gets it. */
async function interrupt(child: ChildProcess, ended: Promise<unknown>) {
  if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGINT')
  await ended
}

/** Without our settings and without the programs of our packages, which npm has put in front of the PATH. */
function cleanEnv(): NodeJS.ProcessEnv {
  const { PATH = '', ...env } = process.env
  const unset = Object.fromEntries(settingNames.map((name) => [name, '']))
  const foreign = Object.keys(env).filter((name) => name.startsWith('npm_'))
  for (const name of foreign) delete env[name]
  const path = PATH.split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return { ...env, ...unset, PATH: path.join(delimiter) }
}
