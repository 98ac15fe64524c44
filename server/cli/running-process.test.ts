import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFleet, restartDelay } from './fleet'
import { freePort, portProblem } from './ports'
import { startOf } from './process-identity.mjs'
import { ProcessFailed, startProcess } from './running-process'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-process-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

const script = (code: string, more = {}) =>
  startProcess({ name: 'thing', command: process.execPath, args: ['-e', code], ...more })

const forever = 'setInterval(() => {}, 1000);'

describe('startProcess', () => {
  it('is ready when the line was written, and logs it all', async () => {
    const logFile = join(folder, 'logs/thing.log')
    const thing = script(`console.log('one'); console.error('thing is ready'); ${forever}`, { logFile })
    await thing.untilReady(/is ready/, 10_000)
    await thing.untilReady(/is ready/, 10_000)
    await thing.stop()
    expect(await thing.ended).toMatchObject({ signal: 'SIGTERM' })
    expect(readFileSync(logFile, 'utf8').split('\n').sort()).toEqual(['', 'one', 'thing is ready'])
  })

  it('is ready when it says so over the channel', async () => {
    const thing = script(`process.send('ready'); ${forever}`)
    await thing.untilReady(/never/, 10_000)
    await thing.stop()
  })

  it('tells why it did not get ready', async () => {
    const thing = script(`console.error('no such disk'); process.exit(3)`)
    const ready = thing.untilReady(/is ready/, 10_000)
    await expect(ready).rejects.toThrow(ProcessFailed)
    await expect(ready).rejects.toThrow('The thing ended with code 3.\n  no such disk')
    const missing = startProcess({ name: 'thing', command: join(folder, 'nothing'), args: [] })
    await expect(missing.untilReady(/is ready/, 10_000)).rejects.toThrow(/could not be started.*ENOENT/)
  })

  it('is made to end when it does not want to', async () => {
    const deaf = script(`process.on('SIGTERM', () => {}); console.log('up'); ${forever}`, {
      stopTimeoutMs: 100,
    })
    await deaf.untilReady(/up/, 10_000)
    await deaf.stop()
    expect(await deaf.ended).toMatchObject({ signal: 'SIGKILL' })
  })

  it('ends soon after the launcher was killed', async () => {
    const launcher = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '-e',
        `import('./server/cli/running-process.ts').then(({ startProcess }) => {
        const child = startProcess({ name: 'thing', command: process.execPath, args: ['-e', ${JSON.stringify(forever)}] })
        console.log(child.pid)
      })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const pid = await new Promise<number>((resolve) =>
      launcher.stdout.once('data', (data) => resolve(Number(data))),
    )
    expect(startOf(pid)).toBeDefined()
    launcher.kill('SIGKILL')
    await expect.poll(() => startOf(pid), { timeout: 10_000 }).toBeUndefined()
  })
})

describe('createFleet', () => {
  it('starts a part again that ended, and says so', async () => {
    const told: string[] = []
    const fleet = createFleet({ tell: (text) => told.push(text), giveUp: () => undefined })
    const started: ReturnType<typeof script>[] = []
    const start = async () => {
      const thing = script(started.length === 0 ? `console.log('out of memory')` : forever)
      started.push(thing)
      return thing
    }
    await fleet.add({ name: 'worker', onEnd: 'restart', start })
    await expect
      .poll(() => told, { timeout: 10_000 })
      .toEqual([
        'The worker ended with code 0. It said last:\n  out of memory',
        'The worker starts again in 1 s.',
        'The worker runs again.',
      ])
    fleet.letGo()
    await started[1]?.stop()
    expect(told).toHaveLength(3)
  })

  it('gives up when an essential part ends', async () => {
    const given = Promise.withResolvers<string>()
    const fleet = createFleet({ tell: () => undefined, giveUp: given.resolve })
    await fleet.add({ name: 'database', onEnd: 'essential', start: async () => script('') })
    expect(await given.promise).toBe('Steward cannot go on without the database.')
  })

  it('loses patience with a part that cannot be kept', async () => {
    const given = Promise.withResolvers<string>()
    const fleet = createFleet({ tell: () => undefined, giveUp: given.resolve })
    await fleet.add({ name: 'web', onEnd: 'restart', patience: 0, start: async () => script('') })
    expect(await given.promise).toBe('Steward cannot go on without the web.')
  })

  it('waits longer each time, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(restartDelay)).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ])
  })
})

describe('ports', () => {
  it('are free until somebody listens', async () => {
    const port = await freePort()
    expect(await portProblem('127.0.0.1', port)).toBeUndefined()
    const holder = script(
      `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('up')); ${forever}`,
    )
    await holder.untilReady(/up/, 10_000)
    expect(await portProblem('127.0.0.1', port)).toBe('EADDRINUSE')
    expect(await portProblem('203.0.113.1', port)).toBe('EADDRNOTAVAIL')
    await holder.stop()
  })
})
