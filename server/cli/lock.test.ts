import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AlreadyRunning,
  inheritLock,
  readLock,
  releaseLock,
  runningLock,
  takeLock,
  updateLock,
} from './lock.mjs'
import { startOf } from './process-identity.mjs'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'steward-lock-'))
})

afterEach(() => rmSync(data, { recursive: true }))

const file = () => join(data, 'lock.json')
const leave = (lock: object) => writeFileSync(file(), JSON.stringify(lock))

describe('the lock of a data folder', () => {
  it('belongs to this process until it is released', () => {
    expect(takeLock(data)).toEqual([])
    expect(readLock(data)).toMatchObject({ pid: process.pid, start: startOf(process.pid) })
    updateLock(data, { url: 'http://127.0.0.1:3000' })
    expect(runningLock(data)?.url).toBe('http://127.0.0.1:3000')
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    releaseLock(data)
    expect(readdirSync(data)).toEqual([])
  })

  it('names the address of the one that runs', () => {
    leave({ pid: process.ppid, start: startOf(process.ppid), url: 'http://127.0.0.1:3456' })
    expect(() => takeLock(data)).toThrow(AlreadyRunning)
    expect(() => takeLock(data)).toThrow(/already running at http:\/\/127\.0\.0\.1:3456/)
    releaseLock(data)
    expect(existsSync(file())).toBe(true)
  })

  it('is taken over from a process that is gone, even when its number was given to another', () => {
    leave({ pid: process.ppid, start: 'some other time' })
    takeLock(data)
    expect(readLock(data)?.pid).toBe(process.pid)
    expect(readdirSync(data)).toEqual(['lock.json'])
  })

  it('tells what the predecessor left running', () => {
    const alive = { name: 'sandbox', pid: process.ppid, start: startOf(process.ppid), signal: 'SIGTERM' }
    const gone = { name: 'web', pid: process.ppid, start: 'some other time', signal: 'SIGTERM' }
    leave({ pid: 1_999_999, start: 'gone', children: [alive, gone] })
    expect(takeLock(data)).toEqual([alive])
  })

  it('survives a damaged file', () => {
    writeFileSync(file(), '{"pid": 12')
    takeLock(data)
    expect(readLock(data)?.pid).toBe(process.pid)
  })

  it('is handed from one process to the next', () => {
    leave({ pid: process.ppid, start: startOf(process.ppid), children: [] })
    inheritLock(data, process.ppid)
    expect(readLock(data)?.pid).toBe(process.pid)
  })

  it('is not inherited from somebody else', () => {
    leave({ pid: process.ppid, start: startOf(process.ppid) })
    expect(() => inheritLock(data, 1_999_999)).toThrow(AlreadyRunning)
  })

  it('goes to one of many that start together', async () => {
    leave({ pid: 1_999_999, start: 'gone' })
    const script = `
      import { takeLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))}
      try { takeLock(${JSON.stringify(data)}); console.log('mine') } catch { console.log('refused') }
      process.stdin.resume()
      process.stdin.on('end', () => process.exit())`
    const racers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    const said = await Promise.all(
      racers.map(
        (racer) =>
          new Promise<string>((resolve) => racer.stdout.once('data', (d) => resolve(String(d).trim()))),
      ),
    )
    for (const racer of racers) racer.stdin.end()
    expect(said.sort()).toEqual(['mine', 'refused', 'refused', 'refused'])
  })
})

describe('startOf', () => {
  it('is the same at every look and missing for a process that ended', () => {
    expect(startOf(process.pid)).toBe(startOf(process.pid))
    const { pid } = spawnSync('true')
    expect(startOf(pid)).toBeUndefined()
  })
})
